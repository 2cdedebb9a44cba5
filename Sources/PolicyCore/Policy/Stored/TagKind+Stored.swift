extension TagKind: StoredFields {
  package static var blank: TagKind { TagKind(Glob()) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&tags)
    try pass.field(&names)
    try pass.field(&on)
    try pass.field(&annotated)
    try pass.field(&signed)
    try pass.field(&signers)
    try pass.field(&keepsTags)
    try pass.field(&pinsTags)
  }
}
