extension FileDemands: StoredFields {
  package static var blank: FileDemands { FileDemands() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&maxSize)
    try pass.field(&forbiddenPaths)
    try pass.field(&forbiddenPathPatterns)
    try pass.field(&restrictedPaths)
    try pass.field(&forbiddenExtensions)
    try pass.field(&maxPathLength)
    try pass.field(&codeOwners)
    try pass.field(&submoduleURLs)
    try pass.field(&symlinks)
    try pass.field(&allowCaseCollisions)
    try pass.field(&executables)
  }
}

extension FileDemands.Symlinks: Stored {}

extension FileDemands.Restriction: StoredFields {
  package static var blank: Self { Self(paths: []) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&paths)
    try pass.field(&on)
    try pass.field(&by)
  }
}
