package io.passo.asl.interpreter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random machine that computes with the number {@code n} of its input and the variable {@code v},
 * and what it must come to: worked out from its steps, without the language.
 */
final class GeneratedMachine {
  private static final String JSONATA = "'QueryLanguage':'JSONata',";

  private final Random random;
  private int names;

  private GeneratedMachine(Random random) {
    this.random = random;
  }

  /** What a run has come to. */
  record Values(long n, long v) {}

  /** One step: a state, or a few, that lead to {@code next} (null = the end). */
  sealed interface Step {
    Values apply(Values values);

    String states(String name, String next);
  }

  /**
   * A machine with its answer.
   *
   * @param definition with single quotes for double ones
   * @param expected {@code n} and {@code v} at the end for n = 3 at the beginning
   */
  record Sample(String definition, Values expected) {}

  static Sample of(long seed) {
    GeneratedMachine generator = new GeneratedMachine(new Random(seed));
    List<Step> steps = generator.steps(0);
    Values values = new Values(3, 1);
    for (Step step : steps) {
      values = step.apply(values);
    }
    String definition =
        "{'StartAt':'Start','States':{'Start':{'Type':'Pass','Assign':{'v':1},'Next':'s0'},"
            + generator.chain("s", steps, "Finish")
            + ",'Finish':{'Type':'Pass','Parameters':{'n.$':'$.n','v.$':'$v'},'End':true}}}";
    return new Sample(definition, values);
  }

  private List<Step> steps(int depth) {
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(depth == 0 ? 6 : 2);
    for (int i = 0; i < count; i++) {
      steps.add(step(depth));
    }
    return steps;
  }

  private Step step(int depth) {
    int k = 1 + random.nextInt(5);
    return switch (random.nextInt(depth == 0 ? 10 : 6)) {
      case 0 -> new AddInPaths(k);
      case 1 -> new MultiplyInJsonata(k);
      case 2 -> new Wait(random.nextBoolean());
      case 3 -> new Branch(random.nextBoolean(), random.nextInt(20), k);
      case 4, 5 -> new SumOfItems(depth == 0, k, "i" + names++);
      case 6, 7 -> new Swap(random.nextBoolean());
      default -> new Fork(random.nextBoolean(), List.of(steps(1), steps(1)), "f" + names++, this);
    };
  }

  /** States of steps one after the other, the first named {@code <prefix>0}. */
  String chain(String prefix, List<Step> steps, String next) {
    StringBuilder states = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      String following = i + 1 < steps.size() ? prefix + (i + 1) : next;
      states.append(i == 0 ? "" : ",").append(steps.get(i).states(prefix + i, following));
    }
    return states.toString();
  }

  /** n + k in JSONPath. */
  record AddInPaths(int k) implements Step {
    @Override
    public Values apply(Values values) {
      return new Values(values.n + k, values.v);
    }

    @Override
    public String states(String name, String next) {
      return "'%s':{'Type':'Pass','Parameters':{'n.$':'States.MathAdd($.n, %d)'},'Next':'%s'}"
          .formatted(name, k, next);
    }
  }

  /** n * k mod 1000, by JSONata. */
  record MultiplyInJsonata(int k) implements Step {
    @Override
    public Values apply(Values values) {
      return new Values(values.n * k % 1000, values.v);
    }

    @Override
    public String states(String name, String next) {
      return "'%s':{%s'Type':'Pass','Output':{'n':'{%% $states.input.n * %d %% 1000 %%}'},'Next':'%s'}"
          .formatted(name, JSONATA, k, next);
    }
  }

  /** Changes nothing. */
  record Wait(boolean jsonata) implements Step {
    @Override
    public Values apply(Values values) {
      return values;
    }

    @Override
    public String states(String name, String next) {
      return "'%s':{%s'Type':'Wait','Seconds':1,'Next':'%s'}"
          .formatted(name, jsonata ? JSONATA : "", next);
    }
  }

  /** n + k if n is greater than a limit. */
  record Branch(boolean jsonata, int limit, int k) implements Step {
    @Override
    public Values apply(Values values) {
      return values.n > limit ? new Values(values.n + k, values.v) : values;
    }

    @Override
    public String states(String name, String next) {
      String rule =
          jsonata
              ? "'Condition':'{%% $states.input.n > %d %%}'".formatted(limit)
              : "'Variable':'$.n','NumericGreaterThan':%d".formatted(limit);
      return "'%1$s':{%2$s'Type':'Choice','Choices':[{%3$s,'Next':'%1$s-yes'}],'Default':'%4$s'},"
              .formatted(name, jsonata ? JSONATA : "", rule, next)
          + new AddInPaths(k).states(name + "-yes", next);
    }
  }

  /** n + the sum of i + v for i = 1 … k; v becomes n before it, at the top only. */
  record SumOfItems(boolean assigns, int k, String id) implements Step {
    @Override
    public Values apply(Values values) {
      long sum = 0;
      for (int i = 1; i <= k; i++) {
        sum += i + values.v;
      }
      return new Values(values.n + sum, assigns ? values.n : values.v);
    }

    @Override
    public String states(String name, String next) {
      String assign = assigns ? "'Assign':{'v':'{% $states.input.n %}'}," : "";
      return ("'%s':{%s'Type':'Map','Items':'{%% [1..%d] %%}','MaxConcurrency':2,%s"
              + "'Output':{'n':'{%% $states.input.n + $sum($states.result) %%}'},"
              + "'ItemProcessor':{'StartAt':'%s','States':{'%s':{%s'Type':'Pass',"
              + "'Output':'{%% $states.input + $v %%}','End':true}}},'Next':'%s'}")
          .formatted(name, JSONATA, k, assign, id, id, JSONATA, next);
    }
  }

  /** n and v change places: both see the values before. */
  record Swap(boolean jsonata) implements Step {
    @Override
    public Values apply(Values values) {
      return new Values(values.v, values.n);
    }

    @Override
    public String states(String name, String next) {
      return jsonata
          ? "'%s':{%s'Type':'Pass','Output':{'n':'{%% $v %%}'},'Assign':{'v':'{%% $states.input.n %%}'},'Next':'%s'}"
              .formatted(name, JSONATA, next)
          : "'%s':{'Type':'Pass','Parameters':{'n.$':'$v','old.$':'$.n'},'Assign':{'v.$':'$.old'},'Next':'%s'}"
              .formatted(name, next);
    }
  }

  /** The sum of what two branches make of n. */
  record Fork(boolean jsonata, List<List<Step>> branches, String id, GeneratedMachine generator)
      implements Step {
    @Override
    public Values apply(Values values) {
      long sum = 0;
      for (List<Step> branch : branches) {
        Values inner = values;
        for (Step step : branch) {
          inner = step.apply(inner);
        }
        sum += inner.n;
      }
      return new Values(sum, values.v);
    }

    @Override
    public String states(String name, String next) {
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < branches.size(); i++) {
        String prefix = id + "b" + i + "s";
        bodies.add(
            "{'StartAt':'%s0','States':{%s,'%sEnd':{'Type':'Succeed'}}}"
                .formatted(
                    prefix, generator.chain(prefix, branches.get(i), prefix + "End"), prefix));
      }
      String sum =
          jsonata
              ? JSONATA + "'Output':{'n':'{% $sum($states.result.n) %}'}"
              : "'ResultSelector':{'n.$':'States.MathAdd($[0].n, $[1].n)'}";
      return "'%s':{'Type':'Parallel','Branches':[%s],%s,'Next':'%s'}"
          .formatted(name, String.join(",", bodies), sum, next);
    }
  }
}
