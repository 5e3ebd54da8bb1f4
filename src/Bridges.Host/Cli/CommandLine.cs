using System.CommandLine;

namespace Bridges.Host.Cli;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    public static Task<int> InvokeAsync(IReadOnlyList<string> arguments, InvocationConfiguration? invocation = null)
    {
        invocation ??= new InvocationConfiguration();
        // Our own handler gives each failure its words and its code; a stop signal is the business of 'run'.
        invocation.EnableDefaultExceptionHandler = false;
        invocation.ProcessTerminationTimeout = null;
        // Without this, a user id such as @you:example.org would be taken for the name of a file with arguments.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        // Who says nothing wants to know what can be said.
        var parsed = Create().Parse(arguments.Count == 0 ? ["--help"] : arguments, parser);
        return parsed.Errors.Count > 0 ? ExplainAsync(parsed, invocation) : parsed.InvokeAsync(invocation);
    }

    public static RootCommand Create()
    {
        var config = new ConfigOption();
        return new RootCommand("Bridges: Telegram, WhatsApp, Signal and other networks in Matrix, in one program.")
        {
            config,
            InitCommand.Create(config),
            RunCommand.Create(config),
            RegistrationCommand.Create(config),
            StatusCommand.Create(config),
            AccountsCommand.Create(config),
            DoctorCommand.Create(config),
            DeadLettersCommand.Create(config),
            TraceCommand.Create(config),
            PageCommand.Create(config),
            ConfigurationCommand.Create(config),
            KeepingCommands.CreateBackup(config),
            KeepingCommands.CreateRestore(config),
            KeepingCommands.CreateDatabase(config),
            UninstallCommand.Create(config),
            VersionCommand.Create(),
        };
    }

    private static async Task<int> ExplainAsync(ParseResult parsed, InvocationConfiguration invocation)
    {
        foreach (var line in CommandLineErrors.Of(parsed))
        {
            await invocation.Error.WriteLineAsync(line);
        }

        return ExitCode.Usage;
    }
}
