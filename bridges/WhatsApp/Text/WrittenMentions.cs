using Bridges.Abstractions;

namespace Bridges.WhatsApp.Text;

/// <summary>Whom a message names, by what stands for them in its text: <c>@49…</c>.</summary>
internal sealed class WrittenMentions
{
    private static readonly string[] All = ["@all", "@everyone"];

    private readonly Dictionary<string, (RemoteUserId User, string Name)> _people = new(StringComparer.Ordinal);
    private readonly bool _everyone;

    public WrittenMentions(IEnumerable<(string Token, RemoteUserId User, string Name)> people, bool everyone)
    {
        _everyone = everyone;
        foreach (var (token, user, name) in people)
        {
            _people.TryAdd(token, (user, name));
        }
    }

    /// <summary>Writes the mention that stands at a place.</summary>
    /// <returns>How many characters of the line it takes; 0 where there is none.</returns>
    public int Read(string line, int index, MarkupBuilder builder)
    {
        var end = index + 1;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
        {
            end++;
        }

        var start = builder.Length;
        if (_people.TryGetValue(line[index..end], out var person))
        {
            builder.Append($"@{person.Name}");
            builder.Mark(start, new TextStyle.Mention(person.User));
            return end - index;
        }

        if (_everyone && Array.Find(All, all => string.Compare(line, index, all, 0, all.Length, StringComparison.OrdinalIgnoreCase) == 0) is { } named)
        {
            builder.Append(named);
            builder.Mark(start, new TextStyle.MentionEveryone());
            return named.Length;
        }

        return 0;
    }
}
