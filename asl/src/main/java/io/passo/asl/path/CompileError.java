package io.passo.asl.path;

/**
 * Why text of a definition is no path, intrinsic call or template.
 *
 * @param location place below the compiled value, as AWS writes pointers: empty for the value
 *     itself, {@code /a/b[0]} for nested ones. For a key ending in {@code .$} it is the object that
 *     has the key, which the message names
 * @param message AWS's text
 * @param detail what exactly is wrong and where, for people
 * @param isSyntax whether it is a JSONata expression that does not parse
 */
public record CompileError(String location, String message, String detail, boolean isSyntax) {
  /** A value that cannot stand where it does. */
  public CompileError(String location, String message, String detail) {
    this(location, message, detail, false);
  }

  /** A JSONata expression that does not parse. */
  public static CompileError ofSyntax(String location, String message, String detail) {
    return new CompileError(location, message, detail, true);
  }
}
