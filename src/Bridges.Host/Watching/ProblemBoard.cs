namespace Bridges.Host.Watching;

/// <summary>
/// What is wrong at this moment, and what was said of it: each thing once, when it has lasted; "well again" once it is over; and
/// never more in an hour than somebody reads.
/// </summary>
internal sealed class ProblemBoard(TimeProvider timeProvider)
{
    private const int MostInAnHour = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _said = [];
    private bool _hasSaidThatThereIsMore;

    /// <param name="problems">All that is wrong now.</param>
    /// <returns>What is to be said.</returns>
    public IReadOnlyList<string> Update(IEnumerable<Problem> problems)
    {
        var now = timeProvider.GetUtcNow();
        var words = new List<string>();
        var current = problems.ToDictionary(problem => problem.Key, StringComparer.Ordinal);
        foreach (var (key, entry) in _entries.Where(entry => !current.ContainsKey(entry.Key)).ToArray())
        {
            _entries.Remove(key);
            if (entry.IsSaid)
            {
                Say(words, now, $"✓ Well again: {entry.Text}");
            }
        }

        foreach (var problem in current.Values)
        {
            var entry = _entries.TryGetValue(problem.Key, out var known) ? known : _entries[problem.Key] = new Entry(problem.Text, now, IsSaid: false);
            if (!entry.IsSaid && now - entry.Since >= problem.Patience)
            {
                _entries[problem.Key] = entry with { IsSaid = Say(words, now, $"⚠ {problem.Text} {problem.Mend}".TrimEnd()) };
            }
        }

        return words;
    }

    private bool Say(List<string> words, DateTimeOffset now, string text)
    {
        while (_said.TryPeek(out var oldest) && now - oldest > Hour)
        {
            _said.Dequeue();
            _hasSaidThatThereIsMore = false;
        }

        if (_said.Count >= MostInAnHour)
        {
            if (!_hasSaidThatThereIsMore)
            {
                _hasSaidThatThereIsMore = true;
                words.Add("⚠ There is more; I say no more of it for an hour. `bridges doctor` and the page show everything.");
            }

            return false;
        }

        _said.Enqueue(now);
        words.Add(text);
        return true;
    }

    private sealed record Entry(string Text, DateTimeOffset Since, bool IsSaid);
}
