namespace Bridges.Core.Polls;

/// <summary>What an option of a poll is called on either side.</summary>
internal sealed record PollOptionIds(string Matrix, string Remote, string Text);
