using Bridges.Abstractions;

namespace Bridges.Telegram.Commands;

/// <summary>Reads a quiz as it is typed: the question, then each answer on a line of its own, the right one with a <c>+</c> before it.</summary>
internal static class QuizText
{
    private const char Right = '+';
    private const int LeastAnswers = 2;

    /// <returns>The quiz and the place of the right answer; null where this is none.</returns>
    public static (PollContent Quiz, int Right)? Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [var question, .. { Length: >= LeastAnswers } answers] || answers.Count(IsRight) != 1)
        {
            return null;
        }

        var options = answers.Select((answer, place) => new PollOption($"{place}", RichText.Plain(answer.TrimStart(Right).TrimStart()))).ToArray();
        return Array.Exists(options, option => option.Text.Text.Length == 0)
            ? null
            : (new PollContent(RichText.Plain(question), options) { IsQuiz = true, IsAnonymous = true }, Array.FindIndex(answers, IsRight));
    }

    private static bool IsRight(string answer) => answer[0] == Right;
}
