extension Kind: StoredFields {
  package static var blank: Kind { Kind(Glob()) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&pattern)
    try pass.field(&from)
    try pass.field(&into)
    try pass.field(&landsNowhere)
    try pass.field(&maxAge)
    try pass.field(&owes)
    try pass.field(&protection)
  }
}

extension Kind.Owed: StoredFields {
  package static var blank: Self { Self(to: "", within: 0) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&to)
    try pass.field(&within)
  }
}

extension Protection: StoredFields {
  package static var blank: Protection { Protection() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&requiredReviews)
    try pass.field(&dismissStaleReviews)
    try pass.field(&requireCodeOwnerReviews)
    try pass.field(&requireLastPushApproval)
    try pass.field(&requireConversationResolution)
    try pass.field(&requiredStatusChecks)
    try pass.field(&requireMergeQueue)
    try pass.field(&requireUpToDate)
    try pass.field(&requireLinearHistory)
    try pass.field(&requireSignatures)
    try pass.field(&requiredDeployments)
    try pass.field(&restrictPushes)
    try pass.field(&allowForcePushes)
    try pass.field(&allowDeletions)
    try pass.field(&blockCreations)
    try pass.field(&branchNames)
    try pass.field(&commitMessages)
    try pass.field(&authorEmails)
    try pass.field(&committerEmails)
    try pass.field(&lockBranch)
    try pass.field(&enforceAdmins)
    try pass.field(&allowForkSyncing)
  }
}

extension Protection.Pushers: StoredFields {
  package static var blank: Self { Self() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&users)
    try pass.field(&teams)
  }
}

extension Protection.RequiredCheck: StoredFields {
  package static var blank: Self { Self(context: "") }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&context)
    try pass.field(&app)
  }
}
