/**
 * What is known of a request, by condition key in small letters: IAM takes capitals for small letters there. A key that
 * is absent is a key AWS would not have either.
 */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** What a call asks leave for: one action on one resource. A call may ask for several. */
export type Asked = {
  /** `dynamodb:GetItem` */
  readonly action: string;
  /** Its ARN. */
  readonly resource: string;
  readonly context: RequestContext;
};

export const contextOf = (values: Readonly<Record<string, readonly string[] | undefined>>): RequestContext =>
  new Map(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), value] as const],
    ),
  );
