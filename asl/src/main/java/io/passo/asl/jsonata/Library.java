package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.ArrayList;
import java.util.List;

/** Every function an expression can call. */
final class Library {
  /** Names and signatures as the library registers them, and its methods of another name. */
  private static final String METERED =
      """
      sum <a<n>:n>
      count <a:n>
      max <a<n>:n>
      min <a<n>:n>
      average <a<n>:n>
      substring <s-nn?:s>
      substringBefore <s-s:s>
      substringAfter <s-s:s>
      lowercase <s-:s>
      uppercase <s-:s>
      length <s-:n>
      trim <s-:s>
      formatInteger <n-s:s>
      floor <n-:n>
      ceil <n-:n>
      round <n-n?:n>
      abs <n-:n>
      sqrt <n-:n>
      power <n-n:n>
      boolean <x-:b> toBoolean
      not <x-:b>
      map <af>
      zip <a+>
      filter <af>
      single <af?>
      reduce <afj?:j> foldLeft
      sift <o-f?:o>
      keys <x-:a<s>>
      lookup <x-s:x>
      append <xx:a>
      exists <x:b>
      spread <x-:a<o>>
      merge <a<o>:o>
      reverse <a:a>
      each <o-f:a>
      error <s?:x>
      assert <bs?:x> assertFn
      type <x:s>
      base64encode <s-:s>
      fromMillis <n-s?s?:s> dateTimeFromMillis
      clone <(oa)-:o> functionClone
      """;

  private static final List<OwnFunction> OWN = own();
  private static final List<JFunction> FUNCTIONS = functions();
  private static final List<String> NAMES = names();

  private Library() {}

  private static List<JFunction> functions() {
    List<JFunction> functions = new ArrayList<>();
    METERED
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            entry ->
                functions.add(
                    new MeteredFunction(entry[0], entry[1], entry[entry.length == 3 ? 2 : 0])));
    functions.addAll(OWN);
    return List.copyOf(functions);
  }

  private static List<OwnFunction> own() {
    List<OwnFunction> own = new ArrayList<>(UrlFunction.all());
    own.addAll(
        List.of(
            new FormatFunctions.FormatNumber(),
            new FormatFunctions.FormatBase(),
            new FormatFunctions.ParseInteger(),
            new Base64DecodeFunction(),
            new MatchFunction(),
            new ContainsFunction(),
            new ReplaceFunction(),
            new SplitFunction(),
            new PadFunction(),
            new StringFunction(),
            new JoinFunction(),
            new SortFunction(),
            new ShuffleFunction(),
            new ClockFunctions.Now(),
            new ClockFunctions.Millis(),
            new RandomFunction(),
            new UuidFunction(),
            new HashFunction(),
            new PartitionFunction(),
            new RangeFunction(),
            new ParseFunction(),
            new NumberFunction(),
            new ToMillisFunction(),
            new DistinctFunction()));
    return List.copyOf(own);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    METERED.lines().map(line -> line.split(" ", -1)[0]).forEach(names::add);
    OWN.forEach(own -> names.add(own.name()));
    return List.copyOf(names);
  }

  /** Whether there is a function of that name. */
  static boolean has(String name) {
    return NAMES.contains(name);
  }

  /** Gives a compiled expression its functions. */
  static void register(Jsonata expression) {
    for (int i = 0; i < FUNCTIONS.size(); i++) {
      expression.registerFunction(NAMES.get(i), FUNCTIONS.get(i));
    }
    // Evaluating text would get round everything that is checked at creation (asl.md §3).
    expression.assign("eval", null);
  }
}
