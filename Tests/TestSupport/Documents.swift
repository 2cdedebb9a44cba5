/// Documents as another program reads them: Python, with its `jsonschema`.
public enum Documents {
  /// What is wrong with JSON documents by a schema; empty where nothing is.
  public static func errors(in documents: [String], schema: String) async throws -> [String] {
    try await python(
      """
      import json, sys, jsonschema
      def once(pairs):
          assert len({key for key, _ in pairs}) == len(pairs), "a key twice"
          return dict(pairs)
      def constant(name):
          raise ValueError(name)
      schema = json.load(open("schema"))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for name in sys.argv[1:]:
          document = json.load(open(name), object_pairs_hook=once, parse_constant=constant)
          for error in list(validator.iter_errors(document))[:5]:
              print(name, error.json_path, error.message[:300])
      """, beside: ["schema": schema], over: documents)
  }

  /// What Python prints of the documents, a line each.
  public static func python(
    _ script: String, beside files: [String: String] = [:], over documents: [String]
  ) async throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text.utf8, to: name) }
    for (number, text) in documents.enumerated() { try folder.write(text.utf8, to: "\(number)") }
    let names = documents.indices.map { "\($0)" }
    // The system's Python, which has the system's packages.
    let result = try await Program.run(
      "/usr/bin/python3", ["-I", "-c", script] + names, in: folder.path)
    return result.status == 0 ? result.lines : ["python3: \(result.status)", result.errors]
  }
}
