/** The environment variable that carries the name of the bucket of attachments to the functions. */
export const bucketVariable = 'ATTACHMENTS_BUCKET';

/** The environment variable that carries the name of the bucket of mails that are not filed yet. */
export const mailBucketVariable = 'MAIL_BUCKET';
