import type { Statement } from '../../aws/statement.ts';
import { Policy, verdictOn, type Principal, type Verdict } from './evaluate.ts';
import type { Asked } from './request.ts';

/** What stands in front of an emulated service. */
export type Gate = {
  /** What IAM says to the first of these that the caller may not do; `undefined` when they may do all. */
  readonly refusal: (accessKey: string, asked: readonly Asked[]) => string | undefined;
  /** The same without anybody hearing of it, where a service only chooses its words by it. */
  readonly silentRefusal: (accessKey: string, asked: Asked) => string | undefined;
};

/** For tests of an emulator itself. */
export const openToEverybody: Gate = { refusal: () => undefined, silentRefusal: () => undefined };

export type Caller = {
  readonly arn: string;
  readonly sourceFunctionArn?: string;
  readonly statements: readonly Statement[];
};

export type Policies = {
  /** By access key id. Who is not among them may do nothing. */
  readonly callers: Readonly<Record<string, Caller>>;
  /** Of every key there is. */
  readonly keyPolicy?: readonly Statement[];
};

/**
 * Lets through what the policies in force allow; before there are any, nothing.
 * @param denied hears of every refusal
 */
export class PolicyGate implements Gate {
  #principals = new Map<string, Principal>();
  #keyPolicy: Policy | undefined;
  readonly #denied: ((refusal: string) => void) | undefined;

  constructor(policies?: Policies, denied?: (refusal: string) => void) {
    this.#denied = denied;
    if (policies) this.enforce(policies);
  }

  /** @throws for policies that are not evaluated here */
  enforce({ callers, keyPolicy }: Policies): void {
    this.#keyPolicy = keyPolicy && new Policy(keyPolicy);
    this.#principals = new Map(
      Object.entries(callers).map(([accessKey, { arn, sourceFunctionArn, statements }]) => [
        accessKey,
        { arn, sourceFunctionArn, policy: new Policy(statements) },
      ]),
    );
  }

  refusal(accessKey: string, asked: readonly Asked[]): string | undefined {
    for (const one of asked) {
      const refusal = this.silentRefusal(accessKey, one);
      if (refusal === undefined) continue;
      this.#denied?.(refusal);
      return refusal;
    }
    return undefined;
  }

  silentRefusal(accessKey: string, asked: Asked): string | undefined {
    const principal = this.#principals.get(accessKey) ?? nobody(accessKey);
    const keyPolicy = asked.action.startsWith('kms:') ? (this.#keyPolicy ?? silent) : undefined;
    const verdict = verdictOn(principal, asked, keyPolicy);
    return verdict === 'allowed' ? undefined : sentence(principal.arn, asked, verdict);
  }
}

const silent = new Policy([]);

const nobody = (accessKey: string): Principal => ({ arn: accessKey, policy: silent });

/** As AWS words it, without the values of the request's context. */
const sentence = (arn: string, { action, resource }: Asked, verdict: Exclude<Verdict, 'allowed'>): string => {
  const because =
    verdict === 'explicitly denied'
      ? 'with an explicit deny'
      : `because no policy allows the ${action} action`;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
};
