/** One value or several, any of which will do. */
type Values = string | readonly string[];

/** By operator, then by condition key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Values>>>>;

/**
 * A statement of a policy, as IAM writes it in JSON. It is plain, so that the laptop evaluates the very statements the
 * stack deploys without loading CDK.
 */
export type Statement = {
  readonly Sid?: string | undefined;
  readonly Effect: 'Allow' | 'Deny';
  /** In a resource's policy. */
  readonly Principal?: Readonly<Record<string, Values>> | undefined;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
};

type Parts = {
  readonly sid: string;
  readonly principals?: Statement['Principal'];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
};

const statement = (
  Effect: Statement['Effect'],
  { sid, principals, actions, resources, conditions }: Parts,
): Statement => ({
  Sid: sid,
  Effect,
  ...(principals && { Principal: principals }),
  Action: actions,
  Resource: resources,
  ...(conditions && { Condition: conditions }),
});

export const allow = (parts: Parts): Statement => statement('Allow', parts);
export const deny = (parts: Parts): Statement => statement('Deny', parts);
