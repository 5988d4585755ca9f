package io.passo.coordinator.security.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permissions of S3, whose names are not those of its operations. */
final class S3Actions {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ListObjects", "ListBucket"),
          Map.entry("ListObjectsV2", "ListBucket"),
          Map.entry("HeadBucket", "ListBucket"),
          Map.entry("ListObjectVersions", "ListBucketVersions"),
          Map.entry("ListBuckets", "ListAllMyBuckets"),
          Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
          Map.entry("ListParts", "ListMultipartUploadParts"),
          Map.entry("HeadObject", "GetObject"),
          Map.entry("SelectObjectContent", "GetObject"),
          Map.entry("DeleteObjects", "DeleteObject"),
          Map.entry("CopyObject", "PutObject"),
          Map.entry("CreateMultipartUpload", "PutObject"),
          Map.entry("UploadPart", "PutObject"),
          Map.entry("UploadPartCopy", "PutObject"),
          Map.entry("CompleteMultipartUpload", "PutObject"));

  private S3Actions() {}

  /**
   * The permission that an operation needs.
   *
   * @param operation as S3 names it
   * @param versionId version that is read or deleted; null for the newest
   */
  static String permission(String operation, @Nullable String versionId) {
    String name = NAMES.getOrDefault(operation, operation);
    boolean isVersion =
        versionId != null && (name.equals("GetObject") || name.equals("DeleteObject"));
    return "s3:" + name + (isVersion ? "Version" : "");
  }
}
