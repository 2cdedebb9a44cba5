internal import ArgumentParser

/// The forms of an answer that is no report of findings.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
