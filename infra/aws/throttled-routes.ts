import { routes } from '../../functions/reporter/routes.ts';
import type { Settings } from '../../functions/settings/schema.ts';
import type { ThrottledRoute } from './http-api.ts';

/**
 * Which requests to the reporter function share a throttle. Forms have throttles of their own: neither a flood on the JSON
 * nor one on the pages shuts out somebody without scripts who sends a report. What stores a text has the lowest
 * throttles, for it costs the most; what brings the bytes of files, or gives them out, has throttles of its own, so that a report goes
 * through beside them. A form that brings files counts by its address.
 */
export const throttledRoutes = ({
  throttles: { writing, files, downloads, forms, api },
  bridges,
}: Pick<Settings, 'throttles' | 'bridges'>): readonly ThrottledRoute[] => [
  { key: `POST ${routes.report}`, throttle: writing },
  { key: `POST ${routes.reply}`, throttle: writing },
  { key: `POST ${routes.api.reports}`, throttle: writing },
  { key: `POST ${routes.api.entries}`, throttle: writing },
  ...(Object.keys(bridges).length > 0
    ? [{ key: `POST ${gatewayPath(routes.api.bridgeMessages)}`, throttle: writing }]
    : []),
  { key: `POST ${routes.api.uploads}`, throttle: files },
  { key: `PUT ${gatewayPath(routes.api.uploadPart)}`, throttle: files },
  { key: `POST ${routes.api.finishUpload}`, throttle: files },
  { key: `POST ${routes.api.attachments}`, throttle: files },
  { key: `GET ${gatewayPath(routes.api.attachment)}`, throttle: downloads },
  { key: `POST ${routes.attachment}`, throttle: downloads },
  { key: `POST ${routes.download}`, throttle: downloads },
  { key: `POST ${routes.review}`, throttle: forms },
  { key: `POST ${routes.followUp}`, throttle: forms },
  { key: `POST ${routes.report}/{proxy+}`, throttle: forms },
  { key: `POST ${routes.followUp}/{proxy+}`, throttle: forms },
  { key: 'ANY /api/{proxy+}', throttle: api },
];

/** A part of a path that varies, as API Gateway writes it. */
const gatewayPath = (route: string): string => route.replace(/:(\w+)/g, '{$1}');
