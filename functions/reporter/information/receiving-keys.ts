import type { Hono } from 'hono';
import { keyFingerprint, receivingKeyLine, receivingKeysPath } from '../../domain/forward/receiving-key.ts';
import { inLanguage } from '../../settings/localised.ts';
import { route } from '../../web/answer/route.ts';
import { receivingKeys } from '../api/contract.ts';
import type { ReporterContext } from '../reporter-context.ts';

/**
 * The public keys by which other communities forward a case to this one; where the settings name no channel, the address
 * does not exist.
 */
export const receivingKeyPages = (
  app: Hono,
  { settings, keys, clock }: Pick<ReporterContext, 'settings' | 'keys' | 'clock'>,
): void => {
  const channels = settings.forwarding.channels.filter((name) => Object.hasOwn(settings.channels, name));
  if (channels.length === 0) return;
  route(app, receivingKeysPath, {
    GET: async (c) => {
      const known = await keys(clock());
      return c.json(
        receivingKeys.parse({
          community: inLanguage(settings.organisation, 'en'),
          keys: channels.map((channel) => {
            const { publicKey } = known.ring(channel, 'reports');
            const label = inLanguage(settings.channels[channel]?.label ?? channel, 'en');
            return {
              channel,
              label,
              key: receivingKeyLine(publicKey),
              fingerprint: keyFingerprint(publicKey),
            };
          }),
        }),
      );
    },
  });
};
