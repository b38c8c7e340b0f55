/**
 * Everything a cleaner may say it found and removed, in the order pages list it. A finding never carries text of the
 * file: pages put the kinds into words.
 */
export const findings = [
  'gps-position',
  'camera',
  'author',
  'tracked-change-authors',
  'comment-authors',
  'file-paths',
  'dates',
  'software',
  'edit-history',
  'thumbnail',
  'second-image',
  'title-and-keywords',
  'comment',
  'xmp',
  'iptc',
  'document-properties',
  'identifiers',
  'printer',
  'signature',
  'embedded-files',
  'custom-data',
  'tags',
  'cover-picture',
  'sensor-track',
  'subtitles',
  'color-profile',
  'other-data',
  'trailing-bytes',
] as const;
export type Finding = (typeof findings)[number];

/** What cleaning leaves in a file on purpose, since it is content, and of which a page should warn. */
export const remarks = ['tracked-changes', 'comments', 'fields', 'scripts', 'drawings'] as const;
export type Remark = (typeof remarks)[number];
