import { describe, expect, it } from 'vitest';
import { read } from '../synthesized.ts';
import { statementsIn, type Statement } from '../template.ts';

/** What a role may do: it is denied everything where another function has it. */
const allowedTo = (role: string) => read.statementsOf(role).filter(({ Effect }) => Effect === 'Allow');
const key = read.one('AWS::KMS::Key');
const policy = statementsIn(key.Properties.KeyPolicy);
const arn = (role: string) => `\${${read.one('AWS::IAM::Role', role).id}.Arn}`;
const allows = policy.filter(({ Effect }) => Effect === 'Allow');
const denies = policy.filter(({ Effect }) => Effect === 'Deny');

/** The uses a list of statements allows, with the purposes each is bound to. */
const uses = (statements: readonly Statement[]) =>
  statements
    .filter(({ Action }) => Action.some((action) => action.startsWith('kms:')))
    .map(({ Action, Condition }) => [Action, Condition.StringEquals?.['kms:EncryptionContext:purpose']]);

const teamPurposes = ['reports', 'briefs', 'identity', 'register', 'match'];
const everyPurpose = [...teamPurposes, 'hold', 'mail', 'mail-marks'];
const teamUses = [[['kms:Decrypt'], teamPurposes]];
const scheduledUses = [
  [['kms:Decrypt'], ['briefs', 'hold', 'mail']],
  [['kms:Encrypt'], everyPurpose],
];

describe('the key', () => {
  it('is the only one, pinned, kept, rotated yearly and symmetric', () => {
    expect(read.ofType('AWS::KMS::Key')).toHaveLength(1);
    expect(key).toMatchObject({ id: 'RingKey', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(key.Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
    expect(key.Properties.KeySpec ?? 'SYMMETRIC_DEFAULT').toBe('SYMMETRIC_DEFAULT');
    expect(key.Properties.MultiRegion ?? false).toBe(false);
  });

  it('has an alias', () => {
    expect(read.one('AWS::KMS::Alias').Properties.TargetKeyId).toEqual({ 'Fn::GetAtt': ['RingKey', 'Arn'] });
  });
});

describe('the key policy', () => {
  const of = (principal: string) => allows.filter(({ Principal }) => Principal?.AWS?.includes(principal));
  const administrators = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root';

  it('allows the administrators and the two roles, each alone in its statement, and nobody else', () => {
    expect(new Set(allows.map(({ Principal }) => JSON.stringify(Principal)))).toEqual(
      new Set(
        [administrators, arn('TeamRole'), arn('ScheduledRole')].map((AWS) => JSON.stringify({ AWS: [AWS] })),
      ),
    );
  });

  it('names every action, without a wildcard', () => {
    expect(policy.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets administrators manage the key, the policy included, and never use it', () => {
    const actions = of(administrators).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DescribeKey']));
    const using =
      /^kms:(Encrypt|Decrypt|ReEncrypt|GenerateData|GenerateMac|GenerateRandom|Sign|Derive|CreateGrant|Replicate)/;
    expect(actions.filter((action) => using.test(action))).toEqual([]);
  });

  it('opens all three purposes to the team role, briefs alone to the scheduled role, which may wrap all three', () => {
    expect(uses(of(arn('TeamRole')))).toEqual(teamUses);
    expect(uses(of(arn('ScheduledRole')))).toEqual(scheduledUses);
  });

  it('denies Decrypt to every principal but those two roles', () => {
    const [decrypt, ...others] = denies.filter(({ Action }) => Action.includes('kms:Decrypt'));
    expect(others).toEqual([]);
    expect(decrypt?.Principal).toEqual({ AWS: ['*'] });
    expect(decrypt?.Resource).toEqual(['*']);
    expect(decrypt?.Condition).toEqual({
      ArnNotEquals: { 'aws:PrincipalArn': [arn('TeamRole'), arn('ScheduledRole')] },
    });
  });

  it('denies grants and re-encryption to everybody, those two roles included', () => {
    const unconditional = denies.filter(({ Condition }) => Object.keys(Condition).length === 0);
    expect(unconditional.map(({ Principal, Action, Resource }) => [Principal, Action, Resource])).toEqual([
      [{ AWS: ['*'] }, ['kms:CreateGrant', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], ['*']],
    ]);
  });

  it('denies nobody the policy itself, so that KMS accepts it and administrators are not locked out', () => {
    expect(denies.flatMap(({ Action }) => Action)).not.toContain('kms:PutKeyPolicy');
  });
});

describe("the roles' own KMS statements", () => {
  it('are as wide as the key policy and no wider', () => {
    expect(uses(allowedTo('TeamRole'))).toEqual(teamUses);
    expect(uses(allowedTo('ScheduledRole'))).toEqual(scheduledUses);
    expect(uses(allowedTo('ReporterRole'))).toEqual([]);
    expect(uses(allowedTo('ScheduleRole'))).toEqual([]);
  });

  it('reach this key only', () => {
    const onKeys = [...allowedTo('TeamRole'), ...allowedTo('ScheduledRole')].filter(({ Action }) =>
      Action.some((action) => action.startsWith('kms:')),
    );
    expect(onKeys.map(({ Resource }) => Resource)).toEqual(Array(3).fill(['${RingKey.Arn}']));
  });
});

describe('every use of the key, in the key policy and in the roles', () => {
  const everyUse = [...allows, ...['TeamRole', 'ScheduledRole'].flatMap(allowedTo)].filter(({ Action }) =>
    Action.some((action) => action === 'kms:Decrypt' || action === 'kms:Encrypt'),
  );

  it('is bound to a context of purpose and channel: both present, nothing beside them', () => {
    expect(everyUse).toHaveLength(6);
    for (const { Condition } of everyUse) {
      expect(Condition.Null).toEqual({
        'kms:EncryptionContext:purpose': ['false'],
        'kms:EncryptionContext:channel': ['false'],
      });
      expect(Condition['ForAllValues:StringEquals']).toEqual({
        'kms:EncryptionContextKeys': ['purpose', 'channel'],
      });
    }
  });
});
