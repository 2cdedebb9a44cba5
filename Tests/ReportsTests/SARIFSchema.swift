/// What SARIF 2.1.0 (OASIS, 2020) demands of the parts that a report uses, and no more than those.
///
/// Section numbers are the standard's. Every object is closed, as in the standard's own schema; what
/// GitHub demands besides is required here too.
let sarifSchema = #"""
  {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "description": "3.13 sarifLog",
    "type": "object", "additionalProperties": false,
    "required": ["$schema", "version", "runs"],
    "properties": {
      "$schema": {"type": "string", "format": "uri"},
      "version": {"const": "2.1.0"},
      "runs": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"$ref": "#/$defs/run"}}
    },
    "$defs": {
      "text": {"type": "string", "minLength": 1},
      "bag": {
        "description": "3.8 property bag", "type": "object",
        "properties": {"tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}}
      },
      "run": {
        "description": "3.14",
        "type": "object", "additionalProperties": false,
        "required": ["tool", "invocations", "results"],
        "properties": {
          "tool": {
            "description": "3.18",
            "type": "object", "additionalProperties": false, "required": ["driver"],
            "properties": {"driver": {"$ref": "#/$defs/component"}}
          },
          "invocations": {"type": "array", "items": {"$ref": "#/$defs/invocation"}},
          "results": {"type": "array", "maxItems": 25000, "items": {"$ref": "#/$defs/result"}},
          "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
          "properties": {"$ref": "#/$defs/bag"}
        }
      },
      "component": {
        "description": "3.19 toolComponent",
        "type": "object", "additionalProperties": false, "required": ["name", "rules"],
        "properties": {
          "name": {"$ref": "#/$defs/text"},
          "version": {"$ref": "#/$defs/text"},
          "semanticVersion": {"type": "string", "pattern": "^[0-9]+[.][0-9]+[.][0-9]+"},
          "rules": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/rule"}}
        }
      },
      "rule": {
        "description": "3.49 reportingDescriptor",
        "type": "object", "additionalProperties": false, "required": ["id", "shortDescription"],
        "properties": {
          "id": {"$ref": "#/$defs/text"},
          "shortDescription": {"$ref": "#/$defs/multiformat"},
          "fullDescription": {"$ref": "#/$defs/multiformat"},
          "help": {"$ref": "#/$defs/multiformat"},
          "defaultConfiguration": {
            "description": "3.50 reportingConfiguration",
            "type": "object", "additionalProperties": false,
            "properties": {"enabled": {"type": "boolean"}, "level": {"$ref": "#/$defs/level"}}
          },
          "properties": {"$ref": "#/$defs/bag"}
        }
      },
      "level": {"enum": ["none", "note", "warning", "error"]},
      "multiformat": {
        "description": "3.12 multiformatMessageString",
        "type": "object", "additionalProperties": false, "required": ["text"],
        "properties": {"text": {"$ref": "#/$defs/text"}, "markdown": {"$ref": "#/$defs/text"}}
      },
      "message": {
        "description": "3.11",
        "type": "object", "additionalProperties": false, "required": ["text"],
        "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}}
      },
      "invocation": {
        "description": "3.20",
        "type": "object", "additionalProperties": false, "required": ["executionSuccessful"],
        "properties": {
          "executionSuccessful": {"type": "boolean"},
          "exitCode": {"type": "integer"},
          "toolConfigurationNotifications": {"$ref": "#/$defs/notifications"},
          "toolExecutionNotifications": {"$ref": "#/$defs/notifications"}
        }
      },
      "notifications": {
        "type": "array",
        "items": {
          "description": "3.58",
          "type": "object", "additionalProperties": false, "required": ["message"],
          "properties": {
            "message": {"$ref": "#/$defs/message"}, "level": {"$ref": "#/$defs/level"}
          }
        }
      },
      "result": {
        "description": "3.27; suppressions in all results or in none (3.27.23)",
        "type": "object", "additionalProperties": false,
        "required": [
          "ruleId", "ruleIndex", "message", "locations", "partialFingerprints", "suppressions"
        ],
        "properties": {
          "ruleId": {"$ref": "#/$defs/text"},
          "ruleIndex": {"type": "integer", "minimum": 0},
          "kind": {"enum": ["pass", "open", "informational", "notApplicable", "review", "fail"]},
          "level": {"$ref": "#/$defs/level"},
          "message": {"$ref": "#/$defs/message"},
          "locations": {
            "type": "array", "minItems": 1, "maxItems": 1000,
            "items": {"$ref": "#/$defs/location"}
          },
          "partialFingerprints": {
            "type": "object", "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string"}
          },
          "suppressions": {
            "type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/suppression"}
          },
          "properties": {"$ref": "#/$defs/bag"}
        },
        "if": {"properties": {"kind": {"const": "fail"}}},
        "then": {"properties": {"level": {"enum": ["note", "warning", "error"]}}},
        "else": {"properties": {"level": {"const": "none"}}}
      },
      "suppression": {
        "description": "3.35",
        "type": "object", "additionalProperties": false, "required": ["kind"],
        "properties": {
          "kind": {"enum": ["inSource", "external"]},
          "status": {"enum": ["accepted", "underReview", "rejected"]},
          "justification": {"type": "string"}
        }
      },
      "location": {
        "description": "3.28",
        "type": "object", "additionalProperties": false, "required": ["physicalLocation"],
        "properties": {
          "physicalLocation": {
            "description": "3.29",
            "type": "object", "additionalProperties": false,
            "required": ["artifactLocation", "region"],
            "properties": {
              "artifactLocation": {
                "description": "3.4; a relative URI by RFC 3986 here",
                "type": "object", "additionalProperties": false, "required": ["uri"],
                "properties": {
                  "uri": {
                    "type": "string",
                    "pattern": "^([A-Za-z0-9._~-]|%[0-9A-F]{2})([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$"
                  },
                  "uriBaseId": {"const": "%SRCROOT%"}
                }
              },
              "region": {
                "description": "3.30",
                "type": "object", "additionalProperties": false, "required": ["startLine"],
                "properties": {"startLine": {"type": "integer", "minimum": 1}}
              }
            }
          },
          "logicalLocations": {
            "type": "array", "uniqueItems": true,
            "items": {
              "description": "3.33",
              "type": "object", "additionalProperties": false,
              "required": ["fullyQualifiedName"],
              "properties": {
                "fullyQualifiedName": {"$ref": "#/$defs/text"}, "kind": {"$ref": "#/$defs/text"}
              }
            }
          }
        }
      }
    }
  }
  """#
