using System.CommandLine;
using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary><c>bridges registration</c>.</summary>
internal static class RegistrationCommand
{
    public static Command Create(ConfigOption config)
    {
        var output = new Option<string>("--output", "-o") { HelpName = "folder", Description = "Where to write the documents. Default: 'registration' beside the configuration." };
        var check = new Option<string>("--check") { HelpName = "file", Description = "Compare a document, such as the one that the homeserver has, instead of writing any." };
        return new Command("registration", "Write the registration documents for the homeserver anew, from the configuration.") { output, check }
            .WithAction((parsed, cancellationToken) =>
            {
                var configuration = config.Load(parsed);
                return parsed.GetValue(check) is { } file
                    ? CheckAsync(configuration, file, parsed.InvocationConfiguration, cancellationToken)
                    : WriteAsync(configuration, parsed.GetValue(output) ?? RegistrationFiles.DefaultDirectory(configuration.FilePath), parsed.InvocationConfiguration);
            });
    }

    private static async Task<int> WriteAsync(ConfigurationFile configuration, string directory, InvocationConfiguration console)
    {
        try
        {
            var files = RegistrationFiles.Write(configuration.Value, Path.GetFullPath(directory));
            await console.Output.WriteLineAsync(HomeserverInstructions.For(files));
            return ExitCode.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failure, $"The documents cannot be written to {directory}: {exception.Message}", exception);
        }
    }

    private static async Task<int> CheckAsync(ConfigurationFile configuration, string file, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var differences = RegistrationComparison.Differences(configuration.Value, await File.ReadAllTextAsync(file, cancellationToken));
            await console.Output.WriteLineAsync(differences.Count == 0 ? $"{file} agrees with {configuration.FilePath}." : $"{file} does not agree with {configuration.FilePath}:");
            foreach (var difference in differences)
            {
                await console.Output.WriteLineAsync($"  {difference}");
            }

            return differences.Count == 0 ? ExitCode.Success : ExitCode.ProblemsFound;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CommandFailedException(ExitCode.Failure, $"{file}: {exception.Message}", exception);
        }
    }
}
