using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Core.Choices;

/// <summary>The buttons under a message as they are kept: in the order in which they are numbered.</summary>
internal static class ChoiceLists
{
    public static string Write(IReadOnlyList<MessageChoice> choices) => JsonSerializer.Serialize(choices, ChoiceListsJson.Default.IReadOnlyListMessageChoice);

    public static IReadOnlyList<MessageChoice> Read(string choices) => JsonSerializer.Deserialize(choices, ChoiceListsJson.Default.IReadOnlyListMessageChoice) ?? [];
}

[JsonSerializable(typeof(IReadOnlyList<MessageChoice>))]
internal sealed partial class ChoiceListsJson : JsonSerializerContext;
