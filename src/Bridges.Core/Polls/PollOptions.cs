using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Core.Polls;

/// <summary>The options of a poll as they are kept.</summary>
internal static class PollOptions
{
    public static string Write(IReadOnlyList<PollOptionIds> options) => JsonSerializer.Serialize(options, PollOptionsJson.Default.IReadOnlyListPollOptionIds);

    public static IReadOnlyList<PollOptionIds> Read(string options) => JsonSerializer.Deserialize(options, PollOptionsJson.Default.IReadOnlyListPollOptionIds) ?? [];

    /// <summary>Chosen options, so that the same choice is the same text.</summary>
    public static string WriteChoice(IEnumerable<string> options) =>
        JsonSerializer.Serialize([.. options.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], PollOptionsJson.Default.StringArray);

    public static IReadOnlyList<string> ReadChoice(string options) => JsonSerializer.Deserialize(options, PollOptionsJson.Default.StringArray) ?? [];
}

[JsonSerializable(typeof(IReadOnlyList<PollOptionIds>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PollOptionsJson : JsonSerializerContext;
