namespace Bridges.Benchmarks;

/// <summary>Somebody who talks with the bot.</summary>
internal sealed class BotUser(TransactionSender sender, string management, BotAnswers answers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public TransactionSender Sender => sender;

    /// <summary>Writes to the bot.</summary>
    /// <returns>Its first answer that holds the expected words.</returns>
    public async Task<string> AskAsync(string text, string expected)
    {
        var answer = AnswerAsync(expected);
        await sender.SendTextsAsync([(management, text)]);
        return await answer;
    }

    /// <summary>What the bot says next that holds the expected words.</summary>
    public Task<string> AnswerAsync(string expected) => answers.NextAsync(expected).WaitAsync(Patience);
}
