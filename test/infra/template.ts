import * as z from 'zod';

/** One value or a list of them: policies may have either. */
const many = <T extends z.ZodType>(one: T) => z.union([z.array(one), one.transform((only) => [only])]);

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })),
});

export type Resource = z.infer<typeof resourceSchema>;

/** An intrinsic function written out: `${VaultTable.Arn}/index/queue`. */
export const written = (value: unknown): string => {
  const parsed = intrinsic.parse(value);
  if (typeof parsed === 'string') return parsed;
  if ('Ref' in parsed) return `\${${parsed.Ref}}`;
  if ('Fn::GetAtt' in parsed) return `\${${parsed['Fn::GetAtt'].join('.')}}`;
  return parsed['Fn::Join'][1].map(written).join(parsed['Fn::Join'][0]);
};

const intrinsic = z.union([
  z.string(),
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);

const text = z.unknown().transform(written);

/** `*` alone is read as `{ AWS: '*' }`, which means the same. */
const principal = z.preprocess(
  (value) => (value === '*' ? { AWS: '*' } : value),
  z.record(z.string(), many(text)),
);

/** Strict: `NotAction`, `NotResource` and `NotPrincipal` are refused wherever they turn up. */
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: many(z.string()),
  Resource: many(text).default([]),
  Principal: principal.optional(),
  Condition: z.record(z.string(), z.record(z.string(), many(text))).default({}),
});

const documentSchema = z.looseObject({ Statement: z.array(statementSchema) });

export type Statement = z.infer<typeof statementSchema>;

export const statementsIn = (document: unknown): Statement[] => documentSchema.parse(document).Statement;

const policySchema = z.looseObject({
  PolicyDocument: z.unknown(),
  Roles: z.array(text).default([]),
});

const roleSchema = z.looseObject({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(policySchema).default([]),
});

export const readTemplate = (json: unknown) => {
  const { Resources, Outputs } = templateSchema.parse(json);

  const ofType = (type: string): (Resource & { readonly id: string })[] =>
    Object.entries(Resources).flatMap(([id, resource]) =>
      resource.Type === type ? [{ id, ...resource }] : [],
    );

  /** The one resource of a type whose logical id begins so. */
  const one = (type: string, prefix = ''): Resource & { readonly id: string } => {
    const [found, ...others] = ofType(type).filter(({ id }) => id.startsWith(prefix));
    if (found === undefined || others.length > 0) throw new Error(`Not exactly one ${type} ${prefix}`);
    return found;
  };

  /** Everything a role may do, from wherever it is attached. */
  const statementsOf = (rolePrefix: string): Statement[] => {
    const role = one('AWS::IAM::Role', rolePrefix);
    const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']
      .flatMap(ofType)
      .map(({ Properties }) => policySchema.parse(Properties))
      .filter(({ Roles }) => Roles.includes(`\${${role.id}}`));
    return [...roleSchema.parse(role.Properties).Policies, ...attached].flatMap(({ PolicyDocument }) =>
      statementsIn(PolicyDocument),
    );
  };

  return { resources: Resources, outputs: Outputs, ofType, one, statementsOf };
};

export type ReadTemplate = ReturnType<typeof readTemplate>;
