import type { Conditions } from '../../aws/statement.ts';
import { anyPattern, type Matcher } from './pattern.ts';
import type { RequestContext } from './request.ts';

export type Condition = (context: RequestContext) => boolean;

/** What a request says for one condition key; `undefined` when it says nothing. */
type Said = readonly string[] | undefined;
type Operator = (wanted: readonly string[]) => (said: Said) => boolean;

const isOneOf = (wanted: readonly string[]): Matcher => {
  const values = new Set(wanted);
  return (value) => values.has(value);
};

/** Without a set operator a key has one value. */
const single = (said: Said, matches: Matcher): boolean => said?.length === 1 && said.every(matches);

const noPatterns = (arns: readonly string[]): readonly string[] => {
  for (const arn of arns)
    if (/[*?]/.test(arn)) throw new Error(`Patterns of principals are not evaluated here: ${arn}`);
  return arns;
};

/**
 * The operators the policies use. Those with `ForAllValues` hold of a request that says nothing for the key, and so do
 * the negated ones (IAM user guide, "Condition operators" and "Set operators for multivalued context keys").
 */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted) => {
    const matches = isOneOf(wanted);
    return (said) => single(said, matches);
  },
  StringEqualsIfExists: (wanted) => {
    const matches = isOneOf(wanted);
    return (said) => said === undefined || single(said, matches);
  },
  StringLike: (wanted) => {
    const matches = anyPattern(wanted);
    return (said) => single(said, matches);
  },
  'ForAllValues:StringEquals': (wanted) => {
    const matches = isOneOf(wanted);
    return (said) => said === undefined || said.every(matches);
  },
  'ForAllValues:StringLike': (wanted) => {
    const matches = anyPattern(wanted);
    return (said) => said === undefined || said.every(matches);
  },
  ArnNotEquals: (wanted) => {
    const matches = isOneOf(noPatterns(wanted));
    return (said) => !single(said, matches);
  },
  ArnNotLike: (wanted) => {
    const matches = anyPattern(wanted);
    return (said) => !single(said, matches);
  },
  Null: (wanted) => {
    if (wanted.some((value) => value !== 'true' && value !== 'false'))
      throw new Error(`Null takes true or false, not ${wanted.join(', ')}.`);
    return (said) => wanted.includes(String(said === undefined || said.length === 0));
  },
};

/** What requests are described by here. A condition on anything else would be read as if it was never said. */
const describedKeys = [
  'dynamodb:leadingkeys',
  'dynamodb:attributes',
  'dynamodb:returnvalues',
  'kms:encryptioncontextkeys',
  's3:if-none-match',
  's3:prefix',
  'ses:fromaddress',
  'aws:principalarn',
  'lambda:sourcefunctionarn',
];
const isDescribed = (key: string): boolean =>
  describedKeys.includes(key) || key.startsWith('kms:encryptioncontext:');

/** All of them must hold. @throws for an operator or a condition key that is not evaluated here */
export const compileConditions = (conditions: Conditions = {}): Condition => {
  const tests = Object.entries(conditions).flatMap(([name, keys]) => {
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (operator === undefined) throw new Error(`The condition operator ${name} is not evaluated here.`);
    return Object.entries(keys).map(([writtenKey, values]) => {
      const key = writtenKey.toLowerCase();
      if (!isDescribed(key)) throw new Error(`The condition key ${writtenKey} is not evaluated here.`);
      const holds = operator(typeof values === 'string' ? [values] : values);
      return (context: RequestContext) => holds(context.get(key));
    });
  });
  return (context) => tests.every((test) => test(context));
};
