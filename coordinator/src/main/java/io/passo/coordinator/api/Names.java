package io.passo.coordinator.api;

/** Names of state machines, executions and activities. */
public final class Names {
  private static final int LONGEST = 80;
  private static final String BANNED = "<>{}[]?*\"#%\\^|~`$&,;:/";

  private Names() {}

  /** The name itself if it is legal; else fails with {@code InvalidName}. */
  public static String check(String name) {
    if (!isLegal(name)) {
      throw ApiErrors.invalidName(name);
    }
    return name;
  }

  /**
   * True for 1 to 80 characters without white space, control characters and what means something
   * elsewhere.
   */
  public static boolean isLegal(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= 1 && length <= LONGEST && name.codePoints().allMatch(Names::isLegal);
  }

  private static boolean isLegal(int character) {
    return BANNED.indexOf(character) < 0
        && !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && !Character.isISOControl(character)
        && !(character >= 0xD800 && character <= 0xDFFF)
        && character != 0xFFFE
        && character != 0xFFFF
        && character != 0x10FFFF;
  }
}
