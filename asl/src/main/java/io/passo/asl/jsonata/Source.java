package io.passo.asl.jsonata;

import io.passo.asl.jsonata.Token.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An expression as the library gets it. Each regular expression stands there as a variable, because
 * the library would run it through {@code java.util.regex}, which can backtrack for ever.
 *
 * @param text what the library compiles
 * @param regexes what the variables for regular expressions stand for
 * @param variables other variables it names
 * @param states members of {@code $states} it names
 * @param topLevel what it wants of a document that is not there
 */
record Source(
    String text,
    Map<String, Regex> regexes,
    Set<String> variables,
    Set<String> states,
    Set<String> topLevel) {
  private static final String REGEX_VARIABLE = "__regex_";

  /**
   * Reads an expression.
   *
   * @throws InvalidRegexException if a regular expression is none, or not one of those that can be
   *     matched in linear time
   */
  static Source of(String expression) throws InvalidRegexException {
    List<Token> tokens = Scanner.scan(expression);
    Map<String, Regex> regexes = new LinkedHashMap<>();
    Set<String> variables = new LinkedHashSet<>();
    Set<String> states = new LinkedHashSet<>();
    StringBuilder text = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.REGEX && isClosed(token, expression)) {
        String name = REGEX_VARIABLE + regexes.size();
        String flags = expression.substring(token.start() + token.text().length() + 2, token.end());
        regexes.put(name, Regex.compile(token.text(), flags));
        // Spaces keep positions in messages of the library where they were.
        String variable = " $" + name + " ";
        text.append(expression, copied, token.start()).append(variable);
        copied = token.end();
      } else if (token.kind() == Kind.VARIABLE) {
        variables.add(token.text());
        member(tokens, i).ifPresent(states::add);
      }
    }
    text.append(expression, copied, expression.length());
    return new Source(text.toString(), regexes, variables, states, TopLevel.references(tokens));
  }

  private static boolean isClosed(Token regex, String expression) {
    int slash = regex.start() + 1 + regex.text().length();
    return !regex.text().isEmpty() && slash < expression.length();
  }

  private static Optional<String> member(List<Token> tokens, int variable) {
    boolean named =
        tokens.get(variable).text().equals("states")
            && variable + 2 < tokens.size()
            && tokens.get(variable + 1).isOperator(".")
            && tokens.get(variable + 2).kind() == Kind.NAME;
    return named ? Optional.of(tokens.get(variable + 2).text()) : Optional.empty();
  }
}
