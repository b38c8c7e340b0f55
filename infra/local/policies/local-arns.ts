/** The names things have on the laptop: an account and a region of its own. */
const account = '000000000000';
const region = 'us-east-1';

export const localArns = {
  accountRoot: `arn:aws:iam::${account}:root`,
  role: (name: string) => `arn:aws:iam::${account}:role/conductline-${name}`,
  function: (name: string) => `arn:aws:lambda:${region}:${account}:function:conductline-${name}`,
  table: (name: string) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  key: (id: string) => `arn:aws:kms:${region}:${account}:key/${id}`,
  /** @param name an address, or `*` for any */
  identity: (name: string) => `arn:aws:ses:${region}:${account}:identity/${name}`,
  configurationSet: (name: string) => `arn:aws:ses:${region}:${account}:configuration-set/${name}`,
  queue: (name: string) => `arn:aws:sqs:${region}:${account}:${name}`,
  bucket: (name: string) => `arn:aws:s3:::${name}`,
} as const;
