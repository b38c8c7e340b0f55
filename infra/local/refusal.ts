/** An answer of an emulated service that is not a success. `type` is the exception's name on the wire. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    type: string,
    message: string,
    options: { readonly statusCode?: number; readonly fields?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.type = type;
    this.statusCode = options.statusCode ?? 400;
    this.fields = options.fields ?? {};
  }
}
