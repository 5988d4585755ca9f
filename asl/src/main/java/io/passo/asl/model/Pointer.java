package io.passo.asl.model;

/**
 * Place in a definition as AWS writes it: {@code /States/Ship/Next}, {@code
 * /States/Fork/Branches[0]/States/Pay}; the root is {@code /}. Names are not escaped.
 *
 * @param text the place as shown to people
 */
public record Pointer(String text) {
  /** The whole definition. */
  public static final Pointer ROOT = new Pointer("/");

  /** The member {@code name} of the object at this place. */
  public Pointer field(String name) {
    return new Pointer(equals(ROOT) ? text + name : text + "/" + name);
  }

  /** The element {@code index} (from 0) of the array at this place. */
  public Pointer item(int index) {
    return new Pointer(text + "[" + index + "]");
  }

  @Override
  public String toString() {
    return text;
  }
}
