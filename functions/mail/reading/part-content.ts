import { parameterOf } from '../../cleaning/text/mail-header.ts';
import { fieldNamed, type Field } from './header-block.ts';

/** What the header of a part says of its body (RFC 2045, RFC 2183, RFC 3676). Values are in lower case but for the boundary. */
export type PartContent = {
  readonly type: string;
  readonly boundary: string | undefined;
  readonly charset: string;
  readonly isFlowed: boolean;
  readonly deletesSpaces: boolean;
  readonly encoding: string;
  readonly disposition: string;
  readonly hasName: boolean;
  readonly isReferred: boolean;
  /** `report-type`, `protocol` or `smime-type`, whichever the type has. */
  readonly flavour: string;
};

const token = (value: string): string => /^[\s"]*([^\s;"()]+)/.exec(value)?.[1]?.toLowerCase() ?? '';

/** @param otherwise the type of a part that says none, or none that is one */
export const partContent = (fields: readonly Field[], otherwise: string): PartContent => {
  const type = fieldNamed(fields, 'content-type') ?? '';
  const disposition = fieldNamed(fields, 'content-disposition') ?? '';
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(token(type));
  const parameter = (name: string): string => parameterOf(type, name) ?? '';
  return {
    type: isType ? token(type) : token(type) === 'html' ? 'text/html' : otherwise,
    boundary: parameterOf(type, 'boundary')?.trimEnd(),
    charset: parameter('charset').toLowerCase(),
    isFlowed: parameter('format').toLowerCase() === 'flowed',
    deletesSpaces: parameter('delsp').toLowerCase() === 'yes',
    encoding: token(fieldNamed(fields, 'content-transfer-encoding') ?? ''),
    disposition: token(disposition),
    hasName: /;\s*(file)?name(\*\d*\*?)?\s*=/i.test(`${type} ${disposition}`),
    isReferred: fieldNamed(fields, 'content-id') !== undefined,
    flavour: (parameter('report-type') || parameter('protocol') || parameter('smime-type')).toLowerCase(),
  };
};
