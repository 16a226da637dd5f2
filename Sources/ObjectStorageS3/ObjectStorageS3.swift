/// Media and captured originals in S3-compatible storage, behind the seam `ObjectStore`.
///
/// ``S3ObjectStore`` is the store; ``S3Client`` sends its requests, signed by ``RequestSignature``, to the bucket that an
/// ``S3Location`` names. What is decided without the network is a value: when to try again (``S3RetryPolicy``), what a
/// refusal means (``S3Failure``), which files of the cache go (``CacheEviction``).
public enum ObjectStorageS3 {}
