import type { Statement } from './template.ts';

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
const isLike = (value: string, pattern: string): boolean =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*')}$`, 's').test(value);

export type ItemRequest = {
  readonly action: string;
  /** As `written` writes it: `${CasesTable.Arn}`, or with `/index/queue` behind it. */
  readonly resource: string;
  readonly partition: string;
  /** Every attribute the request names, the keys included; unless said, those a statement asks for. */
  readonly attributes?: readonly string[];
};

/** Whether IAM would let a request for one item through, as far as action, resource, leading key and attributes decide. */
export const mayReach = (statements: readonly Statement[], request: ItemRequest): boolean =>
  statements.some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === 'Allow' &&
      Action.some((pattern) => isLike(`dynamodb:${request.action}`, pattern)) &&
      Resource.some((pattern) => isLike(request.resource, pattern)) &&
      (Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? ['*']).some((pattern) =>
        isLike(request.partition, pattern),
      ) &&
      namesNoOther(Condition['ForAllValues:StringEquals']?.['dynamodb:Attributes'], request.attributes),
  );

const namesNoOther = (granted: readonly string[] | undefined, named: readonly string[] = []): boolean =>
  granted === undefined || named.every((attribute) => granted.includes(attribute));

export type ObjectRequest = {
  readonly action: 'PutObject' | 'GetObject' | 'DeleteObject' | 'ListBucket';
  /** As `written` writes it: `${AttachmentsBucket.Arn}/kept/…`, or the bucket's alone for a list. */
  readonly resource: string;
  /** Of a put: whether it says `If-None-Match`. */
  readonly onlyNew?: boolean;
  /** Of a list. */
  readonly prefix?: string;
};

/** Whether IAM would let a request to S3 through. Conditions that are not known here refuse it. */
export const mayTouch = (statements: readonly Statement[], request: ObjectRequest): boolean =>
  statements.some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === 'Allow' &&
      Action.some((pattern) => isLike(`s3:${request.action}`, pattern)) &&
      Resource.some((pattern) => isLike(request.resource, pattern)) &&
      Object.entries(Condition).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) => holds(`${operator} ${key}`, values, request)),
      ),
  );

const holds = (condition: string, values: readonly string[], request: ObjectRequest): boolean => {
  switch (condition) {
    case 'Null s3:if-none-match':
      return values.includes(request.onlyNew === true ? 'false' : 'true');
    case 'StringLike s3:prefix':
      return values.some((pattern) => isLike(request.prefix ?? '', pattern));
    default:
      return false;
  }
};
