import type { Statement } from '../../aws/statement.ts';
import { compileConditions, type Condition } from './conditions.ts';
import { anyPattern, type Matcher } from './pattern.ts';
import type { Asked } from './request.ts';

/** Who calls, and what their own policies say. */
export type Principal = {
  /** The role's ARN. */
  readonly arn: string;
  /** The function whose code calls; a person's call comes from none. */
  readonly sourceFunctionArn?: string | undefined;
  readonly policy: Policy;
};

type CompiledStatement = {
  readonly denies: boolean;
  readonly names: (principal: string) => 'itself' | 'its account' | undefined;
  readonly action: Matcher;
  readonly resource: Matcher;
  readonly condition: Condition;
};

/** The statements of a policy, ready to be asked. */
export class Policy {
  readonly #statements: readonly CompiledStatement[];
  readonly #byAction = new Map<string, readonly CompiledStatement[]>();

  /** @throws for what is not evaluated here: unknown condition operators and keys, policy variables */
  constructor(statements: readonly Statement[]) {
    this.#statements = statements.map(compiled);
  }

  /** What it says of a request: those statements that speak of it, to this principal. */
  about(principal: string, { action, resource, context }: Asked) {
    let itself = false;
    let itsAccount = false;
    for (const statement of this.#speakingOf(action)) {
      const named = statement.names(principal);
      if (named === undefined || !statement.resource(resource) || !statement.condition(context)) continue;
      if (statement.denies) return 'denies';
      if (named === 'itself') itself = true;
      else itsAccount = true;
    }
    if (itself) return 'allows';
    return itsAccount ? 'leaves it to the account' : 'says nothing';
  }

  #speakingOf(action: string): readonly CompiledStatement[] {
    const name = action.toLowerCase();
    const found = this.#byAction.get(name) ?? this.#statements.filter((statement) => statement.action(name));
    this.#byAction.set(name, found);
    return found;
  }
}

const compiled = ({ Effect, Principal, Action, Resource, Condition }: Statement): CompiledStatement => ({
  denies: Effect === 'Deny',
  names: Principal === undefined ? () => 'itself' : principalsIn(Principal),
  action: anyPattern(Action.map((action) => action.toLowerCase())),
  resource: anyPattern(Resource),
  condition: compileConditions(Condition),
});

const principalsIn = (principals: NonNullable<Statement['Principal']>): CompiledStatement['names'] => {
  const { AWS = [], ...others } = principals;
  if (Object.keys(others).length > 0)
    throw new Error(`Principals of this kind are not evaluated here: ${Object.keys(others).join(', ')}`);
  const named = new Set(typeof AWS === 'string' ? [AWS] : AWS);
  return (principal) => {
    if (named.has('*') || named.has(principal)) return 'itself';
    return named.has(rootOf(principal)) ? 'its account' : undefined;
  };
};

const rootOf = (principal: string): string => principal.replace(/:[^:]*$/, ':root');

export type Verdict = 'allowed' | 'explicitly denied' | 'not allowed';

/**
 * A principal and a resource of one account (IAM user guide, "Policy evaluation logic"): a deny anywhere wins. A key is
 * used by whom its own policy names, or by whom their own policy lets, where the key's leaves that to the account;
 * everything else here has no policy of its own.
 */
export const verdictOn = (principal: Principal, asked: Asked, keyPolicy?: Policy): Verdict => {
  const context = new Map(asked.context).set('aws:principalarn', [principal.arn]);
  const { sourceFunctionArn } = principal;
  if (sourceFunctionArn !== undefined) context.set('lambda:sourcefunctionarn', [sourceFunctionArn]);
  const own = principal.policy.about(principal.arn, { ...asked, context });
  const ofKey = keyPolicy?.about(principal.arn, { ...asked, context });
  if (own === 'denies' || ofKey === 'denies') return 'explicitly denied';
  if (ofKey === 'allows') return 'allowed';
  const matters = ofKey === undefined || ofKey === 'leaves it to the account';
  return matters && own === 'allows' ? 'allowed' : 'not allowed';
};
