namespace Bridges.Host.Watching;

/// <summary>
/// What is wrong at this moment, and what was said of it: each thing once, when it has lasted; "well again" once it has been over
/// for a while; and never more in an hour than somebody reads.
/// </summary>
/// <param name="calm">How long something must be over: a connection that comes and goes is one trouble, not ten.</param>
internal sealed class ProblemBoard(TimeProvider timeProvider, TimeSpan calm)
{
    private const int MostInAnHour = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _said = [];
    private bool _hasSaidThatThereIsMore;

    /// <summary>What was said and is not over, by key: to be kept, so that a restart says none of it twice.</summary>
    public IReadOnlyDictionary<string, string> Said =>
        _entries.Where(entry => entry.Value.IsSaid).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => entry.Value.Text, StringComparer.Ordinal);

    /// <summary>Takes back what was said before a restart.</summary>
    public void Remember(IReadOnlyDictionary<string, string> said)
    {
        foreach (var (key, text) in said)
        {
            _entries[key] = new Entry(text, timeProvider.GetUtcNow(), IsSaid: true);
        }
    }

    /// <param name="problems">All that is wrong now.</param>
    /// <param name="isKnown">Whether it is known at this moment if a thing is wrong; what is not stays as it was.</param>
    /// <returns>What is to be said.</returns>
    public IReadOnlyList<string> Update(IEnumerable<Problem> problems, Func<string, bool>? isKnown = null)
    {
        var now = timeProvider.GetUtcNow();
        var words = new List<string>();
        var current = problems.DistinctBy(problem => problem.Key, StringComparer.Ordinal).ToDictionary(problem => problem.Key, StringComparer.Ordinal);
        foreach (var (key, entry) in _entries.Where(entry => !current.ContainsKey(entry.Key) && isKnown?.Invoke(entry.Key) != false).ToArray())
        {
            var over = entry.OverSince ?? now;
            _entries[key] = entry with { OverSince = over };
            if (now - over >= calm && (!entry.IsSaid || Say(words, now, $"✓ Well again: {entry.Text}")))
            {
                _entries.Remove(key);
            }
        }

        foreach (var problem in current.Values)
        {
            var entry = _entries.TryGetValue(problem.Key, out var known) ? known with { OverSince = null } : new Entry(problem.Text, now, IsSaid: false);
            if (!entry.IsSaid && now - entry.Since >= problem.Patience)
            {
                entry = entry with { IsSaid = Say(words, now, $"⚠ {problem.Text} {problem.Mend}".TrimEnd()) };
            }

            _entries[problem.Key] = entry;
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

    /// <param name="OverSince">Since when it is not wrong any more; null while it is.</param>
    private sealed record Entry(string Text, DateTimeOffset Since, bool IsSaid, DateTimeOffset? OverSince = null);
}
