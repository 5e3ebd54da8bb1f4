using System.Text;
using Bridges.Abstractions;
using Bridges.Core.Polls;

namespace Bridges.Core.FromNetwork.Polls;

/// <summary>How a poll stands, in words.</summary>
internal static class PollResultTexts
{
    /// <summary>Null: nothing is known of it.</summary>
    public static string? Of(RemotePollResult result, IReadOnlyList<PollOptionIds> options)
    {
        var text = new StringBuilder();
        if (result.Totals.Count > 0)
        {
            text.Append(result.HasEnded ? "Final result:" : "So far:");
            foreach (var option in options)
            {
                var votes = result.Totals.FirstOrDefault(total => total.Option == option.Remote)?.Votes ?? 0;
                text.Append('\n').Append(result.CorrectOptions.Contains(option.Remote) ? "✓ " : "• ").Append(option.Text).Append(": ").Append(votes);
            }
        }
        else if (result.CorrectOptions.Count > 0)
        {
            text.Append("Right: ").AppendJoin(", ", options.Where(option => result.CorrectOptions.Contains(option.Remote)).Select(static option => option.Text));
        }

        if (result.Explanation is { Text.Length: > 0 } explanation)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(explanation.Text);
        }

        return text.Length > 0 ? text.ToString() : null;
    }
}
