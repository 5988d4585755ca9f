// Writes the cases of the reference suite of JSONata for ReferenceSuiteTest (see docs/reference/jsonata.md):
//   npm pack jsonata@1.0.10 && tar xzf jsonata-1.0.10.tgz    # the last release whose package holds its tests
//   npm install jsonata@2.2.2                                # the implementation that is asked
//   node suite.mjs package/test/jsonata-test.js > suite.json
// The tests say which expressions, inputs and variables; the answers are those of today's implementation.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const file = resolve(process.argv[2]);
const require = createRequire(resolve('./suite.mjs'));
const reference = require('jsonata');

/** Lets every chain of assertions pass. */
const anything = new Proxy(function () {}, { get: () => anything, apply: () => anything });

const isData = (value) => typeof value !== 'function' && JSON.stringify(value) !== undefined;
const calls = [];

/** Stands in for the implementation: notes what it is asked. */
function recorder(expression) {
  const variables = {};
  let usable = typeof expression === 'string';
  return {
    ast: () => anything,
    errors: () => anything,
    assign: (name, value) => (isData(value) ? (variables[name] = value) : (usable = false)),
    registerFunction: () => (usable = false),
    evaluate(input, bindings = {}) {
      Object.entries(bindings).forEach(([name, value]) => this.assign(name, value));
      if (usable) calls.push({ expression, input, variables: { ...variables } });
      return anything;
    },
  };
}

// A test that only compiles an expression counts, too: most of them expect it to be refused.
function compile(expression) {
  const made = recorder(expression);
  const before = calls.length;
  pending.push(() => calls.length === before && made.evaluate());
  return made;
}

const pending = [];
const modules = { '../jsonata': compile, assert: anything, chai: { expect: callIfFunction } };
function callIfFunction(subject) {
  if (typeof subject === 'function') quietly(subject);
  return anything;
}
function quietly(run) {
  try {
    run.call(anything, () => {});
  } catch {
    // what a test makes of an answer is of no interest
  }
}
function it(name, run) {
  quietly(run);
  pending.splice(0).forEach((end) => end());
}

new Function('require', 'describe', 'it', readFileSync(file, 'utf8'))(
  (name) => modules[name] ?? anything,
  (name, run) => run.call(anything),
  it,
);

async function answer({ expression, input, variables }) {
  try {
    const result = await reference(expression).evaluate(isData(input) ? JSON.parse(JSON.stringify(input)) : undefined, variables);
    if (result === undefined) return { undefined: true };
    return typeof result === 'function' || result?._jsonata_lambda
      ? { unsupported: true }
      : { result: JSON.parse(JSON.stringify(result)) };
  } catch (error) {
    return { error: String(error.code ?? error.name) };
  }
}

const seen = new Set();
const cases = [];
for (const call of calls) {
  const key = JSON.stringify(call);
  if (!seen.has(key)) {
    seen.add(key);
    cases.push({ ...call, ...(await answer(call)) });
  }
}
process.stdout.write(JSON.stringify({ cases }, null, 1));
