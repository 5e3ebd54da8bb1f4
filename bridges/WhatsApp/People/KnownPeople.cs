using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.WhatsApp.Text;

namespace Bridges.WhatsApp.People;

/// <summary>Names of people as far as they were met in this session, for mentions.</summary>
internal sealed class KnownPeople
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);

    public void Learn(string user, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name) && (_names.Count < Most || _names.ContainsKey(user)))
        {
            _names[user] = name;
        }
    }

    /// <summary>A person's name, or the number or id where it is not known.</summary>
    public string NameOf(string user) => _names.GetValueOrDefault(user, user);

    /// <summary>A text of a message, with those it names.</summary>
    public RichText ReadText(string text, JsonElement message)
    {
        var mentions = message.Items("mentions")
            .Select(mention => (Token: mention.Text("token") ?? "", User: mention.Text("user") ?? ""))
            .Where(mention => mention.Token.Length > 1 && mention.User.Length > 0)
            .Select(mention => (mention.Token, new RemoteUserId(mention.User), NameOf(mention.User)))
            .ToList();
        return WhatsAppTextReader.Read(text, mentions, message.Flag("everyone"));
    }
}
