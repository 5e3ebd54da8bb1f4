namespace Bridges.Core.Commands;

/// <summary>Something that users can ask of the bot. One class a command; all are collected at start.</summary>
internal interface ICommand
{
    /// <summary>The word that calls it.</summary>
    string Name { get; }

    /// <summary>What stands behind the word, for the help: <c>[network] [flow]</c>; empty where nothing does.</summary>
    string Arguments { get; }

    /// <summary>One line for the help.</summary>
    string Help { get; }

    PermissionLevel LeastLevel { get; }

    /// <summary>
    /// Its answer names nothing but the chat in whose room it is said, so that the others there may read it. Others are answered in
    /// the management room.
    /// </summary>
    /// <param name="words">What stands behind the command's name.</param>
    bool IsAboutChat(IReadOnlyList<string> words) => false;

    Task RunAsync(CommandCall call, CancellationToken cancellationToken);
}
