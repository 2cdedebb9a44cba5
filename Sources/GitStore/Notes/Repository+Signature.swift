internal import CLibgit2
public import GitModel

extension Repository {
  /// The signature in a commit's header, and what it was made over: the commit without it
  /// (gitformat-signature(5)). `nil` where the commit is not signed.
  public func signature(
    ofCommit commit: ObjectID
  ) throws(GitError) -> (signature: [UInt8], payload: [UInt8])? {
    // Whether the commit is there is one question, whether it is signed another.
    _ = try self.commit(commit)
    var oid = try commit.oid()
    var (signature, payload) = (git_buf(), git_buf())
    defer {
      git_buf_dispose(&signature)
      git_buf_dispose(&payload)
    }
    let isSigned = try find("read signature") {
      git_commit_extract_signature(&signature, &payload, handle.object, &oid, nil)
    }
    return isSigned ? (Self.bytes(signature), Self.bytes(payload)) : nil
  }

  private static func bytes(_ buffer: git_buf) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }
}
