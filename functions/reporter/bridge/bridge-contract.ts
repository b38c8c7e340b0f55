import * as z from 'zod';
import { anyBridgeMessage } from '../../domain/intake/bridge-message.ts';
import type { Operations } from '../../web/open-api.ts';
import { routes } from '../routes.ts';

export const timestampHeader = 'Bridge-Timestamp';
export const signatureHeader = 'Bridge-Signature';

export const messageFiled = z.object({
  followUpUrl: z
    .url()
    .describe('Hand it to who wrote, and to nobody else: it gives them words of their own, once.'),
  until: z.iso.datetime().describe('When the link opens nothing any more, if it was not used.'),
  acknowledgeBy: z.iso.datetime().describe('By when the team has answered, as it promises every reporter.'),
});

export const bridgeMessages: Operations = {
  [routes.api.bridgeMessages]: {
    post: {
      summary: 'Bring a direct message of a chat, as a report (docs/bridge-api.md).',
      description:
        'The same id with the same content is one case, and the same answer while its link waits. ' +
        'An unknown bridge, a wrong signature and a clock that is more than five minutes off are one refusal.',
      path: { bridge: 'The name of the bridge in the settings.' },
      headers: {
        [timestampHeader]: 'Seconds since 1970.',
        [signatureHeader]:
          'v1= and, in hexadecimal, HMAC-SHA-256 over the timestamp, a full stop and the body, under the secret of the bridge.',
      },
      security: [],
      body: anyBridgeMessage,
      status: 201,
      gives: 'The link for who wrote, and what they can expect',
      schema: messageFiled,
    },
  },
};
