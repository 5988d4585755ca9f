package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Utils;
import com.google.re2j.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $match(text, pattern[, limit])}. */
final class MatchFunction extends OwnFunction {
  MatchFunction() {
    super("match", "<s-fn?:a<o>>", 3);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)) {
      return null;
    }
    double limit = Texts.limit(argument(arguments, 2), "D3040", "Third argument of match function");
    List<Object> matches = Utils.createSequence();
    Matcher matcher = Texts.regex(argument(arguments, 1)).matcher(text);
    while (matches.size() < limit && Regex.find(matcher)) {
      Map<String, Object> match = new LinkedHashMap<>();
      match.put("match", matcher.group());
      match.put("index", matcher.start());
      match.put("groups", Regex.groups(matcher));
      matches.add(match);
      Run.current().charge(8 + matcher.groupCount());
    }
    return matches;
  }
}
