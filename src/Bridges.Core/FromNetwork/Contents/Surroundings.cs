using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Core.FromNetwork.Contents;

/// <summary>
/// What is shown around a message and belongs to it for good: kept in its event, since edits do not tell of it again.
/// </summary>
internal sealed record Surroundings(ForwardOrigin? Forward, ReplyTarget? Quoted, string? Signature, IReadOnlyList<MessageChoice>? Choices)
{
    public const string Key = "bridges.around";

    /// <returns>Null where nothing is.</returns>
    public static Surroundings? Of(Composition composition)
    {
        var quoted = composition.Quoted is { } target && (target.Quote ?? target.OtherChat?.ToString()) is not null ? target : null;
        return composition is { Forward: null, Signature: null, Choices: [] } && quoted is null
            ? null
            : new Surroundings(composition.Forward, quoted, composition.Signature, composition.Choices is [] ? null : composition.Choices);
    }

    /// <summary>What stands in the content of an event; null where nothing does.</summary>
    public static Surroundings? Read(JsonElement content)
    {
        if (!content.TryGetProperty(Key, out var kept))
        {
            return null;
        }

        try
        {
            return kept.Deserialize(SurroundingsJson.Default.Surroundings);
        }
        catch (JsonException)
        {
            // Somebody else's idea of it.
            return null;
        }
    }

    public Composition Around(Composition composition) =>
        composition with { Forward = Forward, Quoted = Quoted, Signature = Signature, Choices = Choices ?? [] };

    /// <summary>Content keys with these among them.</summary>
    public Dictionary<string, JsonElement> In(Dictionary<string, JsonElement> others) =>
        new(others, StringComparer.Ordinal) { [Key] = JsonSerializer.SerializeToElement(this, SurroundingsJson.Default.Surroundings) };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Surroundings))]
internal sealed partial class SurroundingsJson : JsonSerializerContext;
