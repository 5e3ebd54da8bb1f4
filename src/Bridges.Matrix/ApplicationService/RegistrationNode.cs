using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bridges.Matrix;

/// <summary>A registration's YAML, read key by key.</summary>
internal sealed class RegistrationNode(YamlMappingNode root)
{
    public Registration ToRegistration() => new()
    {
        Id = Required(root, "id"),
        Url = Address(),
        AsToken = Required(root, "as_token"),
        HsToken = Required(root, "hs_token"),
        SenderLocalpart = Required(root, "sender_localpart"),
        // The specification's default is yes.
        RateLimited = Bool(root, "rate_limited") ?? true,
        Users = Namespaces("users"),
        Aliases = Namespaces("aliases"),
        Rooms = Namespaces("rooms"),
        ReceiveEphemeral = Bool(root, "receive_ephemeral") ?? Bool(root, "de.sorunome.msc2409.push_ephemeral") ?? false,
    };

    private static YamlNode? Node(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static string? Text(YamlMappingNode node, string key) => Node(node, key) switch
    {
        null => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" or "Null" or "NULL" } => null,
        YamlScalarNode scalar => scalar.Value,
        { } other => throw Wrong(other, key, "a text"),
    };

    private static string Required(YamlMappingNode node, string key) =>
        Text(node, key) is { Length: > 0 } text ? text : throw new FormatException($"The registration lacks '{key}' (line {node.Start.Line}).");

    private static bool? Bool(YamlMappingNode node, string key) => Text(node, key) switch
    {
        null => null,
        // To homeservers it is a text then: one refuses it, another takes it for the default.
        _ when Node(node, key) is YamlScalarNode { Style: not ScalarStyle.Plain } quoted => throw Wrong(quoted, key, "true or false, without quotation marks"),
        var text when bool.TryParse(text, out var value) => value,
        _ => throw Wrong(Node(node, key)!, key, "true or false"),
    };

    private static FormatException Wrong(YamlNode node, string key, string expected) =>
        new($"The registration's '{key}' (line {node.Start.Line}) must be {expected}.");

    private Uri? Address()
    {
        if (Text(root, "url") is not { Length: > 0 } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw Wrong(Node(root, "url")!, "url", "an address such as http://127.0.0.1:29300");
    }

    private List<RegistrationNamespace> Namespaces(string kind)
    {
        if (Node(root, "namespaces") is not YamlMappingNode namespaces || Node(namespaces, kind) is not YamlSequenceNode entries)
        {
            return [];
        }

        return [.. entries.Select(entry => entry is YamlMappingNode node
            ? new RegistrationNamespace(Required(node, "regex"), Bool(node, "exclusive") ?? false)
            : throw Wrong(entry, kind, "a list of entries with 'regex' and 'exclusive'"))];
    }
}
