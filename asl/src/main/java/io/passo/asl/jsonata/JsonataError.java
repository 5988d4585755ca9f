package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;

/** An error of the language raised by a function of ours. */
final class JsonataError extends JException {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * @param code as in the reference implementation: {@code D3030}
   * @param text what is wrong, without the code
   */
  JsonataError(String code, String text) {
    super(code, -1);
    this.text = code + ": " + text;
  }

  /** A bound is exceeded. */
  JsonataError(String text) {
    super(text, -1);
    this.text = text;
  }

  String text() {
    return text;
  }
}
