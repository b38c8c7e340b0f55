import type { Hono } from 'hono';
import { bridgeMessageTo } from '../../domain/intake/bridge-message.ts';
import { fileBridgeMessage, type Bridge } from '../../domain/intake/file-bridge-message.ts';
import { rosterSeconds } from '../../domain/intake/keep-keys.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import { bridgeSecret, isSignedByBridge } from '../../envelope/bridge-signature.ts';
import { encodeToken } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { jsonOfBytes, readJsonBytes } from '../../web/request/request-body.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { followUpUrl, routes } from '../routes.ts';
import { messageFiled, signatureHeader, timestampHeader } from './bridge-contract.ts';

/** `POST /api/bridges/{bridge}/messages`. */
export const bridgeApi = (app: Hono, context: ReporterContext): void => {
  const { settings } = context;

  route(app, routes.api.bridgeMessages, {
    POST: async (c) => {
      const body = await readJsonBytes(c.req.raw);
      if (!body.ok) return problemResponse(body.problem);
      const now = context.clock();
      const keys = await context.keys(now, rosterSeconds.withoutTicket);
      const bridge = bridgeNamed(settings, c.req.param('bridge') ?? '');
      // One that there is not has a secret as well: the work is the same, and nobody knows it.
      const { name, generation } = bridge ?? nobodysBridge;
      const isSigned = isSignedByBridge(
        bridgeSecret(keys.ticketSecret, name, generation),
        {
          timestamp: c.req.header(timestampHeader) ?? '',
          signature: c.req.header(signatureHeader) ?? '',
          body: body.content,
        },
        now,
      );
      if (!bridge || !isSigned) return problemResponse(notSigned);
      const json = jsonOfBytes(body.content);
      if (!json.ok) return problemResponse(json.problem);
      const message = bridgeMessageTo(settings, bridge.channel).safeParse(json.content);
      if (!message.success) return problemResponse(invalidFields(fieldProblems(message.error)));
      const filed = await fileBridgeMessage({ ...context, keys, now }, bridge, message.data);
      if (filed.kind === 'closed-since') return problemResponse(closedSince);
      const { token, until, acknowledgeBy } = filed;
      const link = followUpUrl(c.req.url, encodeToken(token));
      return c.json(
        messageFiled.parse({ followUpUrl: link, until: until.toISOString(), acknowledgeBy }),
        201,
      );
    },
  });
};

/** No name of the settings has a space. */
const nobodysBridge = { name: 'no bridge', generation: 1 };

const bridgeNamed = ({ bridges }: Settings, name: string): Bridge | undefined => {
  const found = ownValue(bridges, name);
  return found && { name, ...found };
};

const notSigned: Problem = {
  status: 401,
  code: 'not-signed',
  detail:
    'There is no such bridge, its secret is another one, or its clock is more than five minutes off. Nothing was stored.',
};

const closedSince: Problem = {
  status: 409,
  code: 'sent-before',
  detail:
    'This message was filed before, and its link was used, has run out or leads to nothing any more. Nothing was stored.',
};
