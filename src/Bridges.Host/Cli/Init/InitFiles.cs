using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host.Cli;

/// <summary>Writes what <c>init</c> makes: configuration, key and registrations. Never over a configuration that is there.</summary>
internal static class InitFiles
{
    /// <summary>A configuration that is there stays as it is.</summary>
    /// <exception cref="CommandFailedException">There is one.</exception>
    public static void RefuseExisting(string configurationFile)
    {
        if (File.Exists(configurationFile))
        {
            throw new CommandFailedException(
                ExitCode.Failure,
                $"{configurationFile} exists and is left as it is. To write the registrations anew: bridges registration --config {configurationFile}");
        }
    }

    /// <returns>The registrations' paths.</returns>
    /// <exception cref="CommandFailedException">A file is there already, or cannot be written.</exception>
    /// <exception cref="ConfigurationException">The answers do not make a valid configuration.</exception>
    public static IReadOnlyList<string> Write(InitAnswers answers, string configurationFile)
    {
        var text = ConfigurationTemplate.Fill(answers);
        var configuration = ConfigurationFile.Parse(text, configurationFile, new Dictionary<string, string>(StringComparer.Ordinal)).Value;
        RefuseExisting(configurationFile);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(configurationFile)!);
            SecretBox.FromKeyFile(configuration.Secrets.KeyFile);
            PrivateFiles.WriteNew(configurationFile, text);
            return RegistrationFiles.Write(configuration, RegistrationFiles.DefaultDirectory(configurationFile));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failure, $"The files cannot be written: {exception.Message}", exception);
        }
    }
}
