import * as z from 'zod';

/** What a template says of its resources, as far as the rehearsal reads it. */
const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
export const templateShape = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});
export type ReadTemplate = z.infer<typeof templateShape>;

/**
 * Services whose resources moto does not make: it skips them without a word and says that they are complete. What names
 * one of them could not be put together.
 */
const skippedServices = [
  'AWS::ApiGatewayV2::',
  'AWS::Scheduler::',
  'AWS::SES::',
  'AWS::CloudWatch::',
  'AWS::Budgets::',
  'AWS::CloudFront::',
  'AWS::WAFv2::',
  'AWS::CloudTrail::',
];
/** Resources of other services that it skips as well. */
const skippedTypes = new Set([
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Logs::MetricFilter',
]);

export const isSkipped = (type: string): boolean =>
  skippedTypes.has(type) || skippedServices.some((service) => type.startsWith(service));

/** How many resources of which type are skipped. */
export const skippedIn = ({ Resources }: ReadTemplate): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources))
    if (isSkipped(Type)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  return counts;
};

const reference = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => ({ id: Ref, attribute: undefined })),
  z
    .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(({ 'Fn::GetAtt': [id, attribute] }) => ({ id, attribute })),
]);

/** The template as it is, but for references to what is skipped: those become names that nothing answers to. */
export const withStandIns = (template: unknown): unknown => {
  const { Resources } = templateShape.parse(template);
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    const found = reference.safeParse(value).data;
    const type = found && Resources[found.id]?.Type;
    if (found && type !== undefined && isSkipped(type)) return standIn(found.id, found.attribute);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaced(part)]));
  };
  return replaced(template);
};

const standIn = (id: string, attribute: string | undefined): string =>
  attribute === 'ApiEndpoint' ? `https://${id.toLowerCase()}.invalid` : `rehearsal-${id}`.slice(0, 60);

const join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** The outputs of a stack. @param physicalId of the resource with a logical id */
export const outputsOf = (
  template: ReadTemplate,
  physicalId: (id: string) => string,
): Readonly<Record<string, string>> => {
  const { Outputs } = z.looseObject({ Outputs: outputs }).parse(withStandIns(template));
  const text = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const joined = join.safeParse(value).data?.['Fn::Join'];
    if (joined) return joined[1].map(text).join(joined[0]);
    return physicalId(reference.parse(value).id);
  };
  return Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, text(Value)]));
};

const outputs = z.record(z.string(), z.looseObject({ Value: z.unknown() }));
