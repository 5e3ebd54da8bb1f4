namespace Bridges.Telegram.Engine;

/// <summary>The command line.</summary>
/// <param name="LibraryPath">Where <c>libtdjson</c> is.</param>
/// <param name="Verbosity">TDLib's log level: 0 fatal, 1 errors … 5; from 2 on it may log what people write.</param>
internal sealed record EngineArguments(string LibraryPath, int Verbosity)
{
    public const string Usage = "usage: bridges-telegram-engine --tdlib <path of libtdjson> [--verbosity 0..5]";

    public static bool TryParse(string[] args, out EngineArguments arguments)
    {
        arguments = new EngineArguments("", 1);
        for (var i = 0; i < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--tdlib" when i + 1 < args.Length:
                    arguments = arguments with { LibraryPath = args[i + 1] };
                    break;
                case "--verbosity" when i + 1 < args.Length && int.TryParse(args[i + 1], out var verbosity) && verbosity is >= 0 and <= 5:
                    arguments = arguments with { Verbosity = verbosity };
                    break;
                default:
                    return false;
            }
        }

        return arguments.LibraryPath.Length > 0;
    }
}
