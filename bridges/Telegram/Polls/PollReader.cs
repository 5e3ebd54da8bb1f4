using System.Text.Json;
using Bridges.Abstractions;
using Bridges.Telegram.Json;
using Bridges.Telegram.State;
using Bridges.Telegram.Text;

namespace Bridges.Telegram.Polls;

/// <summary>Polls and quizzes as they stand.</summary>
internal static class PollReader
{
    public static PollContent Content(JsonElement poll, TdState state)
    {
        var options = Options(poll).Select(option => new PollOption(option.Text("id"), FormattedTextReader.Read(option.Object("text"), state))).ToList();
        return new PollContent(FormattedTextReader.Read(poll.Object("question"), state), options)
        {
            MaximumSelections = poll.Flag("allows_multiple_answers") ? options.Count : 1,
            IsQuiz = IsQuiz(poll),
            IsAnonymous = poll.Flag("is_anonymous"),
            ResultsAreHidden = false,
            EndsAt = poll.Number("close_date") > 0 ? poll.Time("close_date") : null,
            HasEnded = poll.Flag("is_closed"),
        };
    }

    public static IReadOnlyList<JsonElement> Options(JsonElement poll) => [.. poll.Items("options")];

    /// <summary>The network's ids of what the account itself has chosen.</summary>
    public static IReadOnlyList<string> Chosen(JsonElement poll) => [.. Options(poll).Where(option => option.Flag("is_chosen")).Select(option => option.Text("id"))];

    /// <summary>How many chose what; none where the numbers are not to be seen.</summary>
    public static IReadOnlyList<PollTotal> Totals(JsonElement poll) => poll.Flag("can_see_results") || Options(poll).Any(option => option.Number("voter_count") > 0)
        ? [.. Options(poll).Select(option => new PollTotal(option.Text("id"), (int)Math.Clamp(option.Number("voter_count"), 0, int.MaxValue)))]
        : [];

    /// <summary>The right answers of a quiz; none before they may be known.</summary>
    public static IReadOnlyList<string> Correct(JsonElement poll)
    {
        var options = Options(poll);
        return
        [
            .. poll.Object("type")?.Numbers("correct_option_ids")
                .Where(index => index >= 0 && index < options.Count)
                .Select(index => options[(int)index].Text("id")) ?? [],
        ];
    }

    public static RichText? Explanation(JsonElement poll, TdState state) =>
        poll.Object("type")?.Object("explanation") is { } why && FormattedTextReader.Read(why, state) is { Text.Length: > 0 } text ? text : null;

    public static bool IsQuiz(JsonElement poll) => poll.Object("type")?.Is("pollTypeQuiz") == true;
}
