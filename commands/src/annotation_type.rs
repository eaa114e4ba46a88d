//! Annotation types are the staff's.

use domain::{
    AnnotationTypeId, Name, SiteAction,
    annotation_type::{AnnotationType, Command, Spec, TypeDefinition},
};

use crate::{Caller, CommandError, Commands, Receipt, ids, store::StreamScope};

impl Commands {
    pub async fn define_annotation_type(
        &self,
        caller: Caller,
        definition: TypeDefinition,
    ) -> Result<AnnotationTypeId, CommandError> {
        self.permit_on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        let id = AnnotationTypeId::new(ids::derive(caller.command, b"annotation_type"));
        self.on_annotation_type(caller, id, Command::Define(definition)).await?;
        Ok(id)
    }

    pub async fn rename_annotation_type(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        name: Name,
    ) -> Result<Receipt, CommandError> {
        self.permit_on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.on_annotation_type(caller, id, Command::Rename { name }).await
    }

    pub async fn change_annotation_type(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        allows_blurred: bool,
        allows_concealed: bool,
    ) -> Result<Receipt, CommandError> {
        self.permit_on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.on_annotation_type(caller, id, Command::Change { allows_blurred, allows_concealed }).await
    }

    pub async fn activate_annotation_type(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
    ) -> Result<Receipt, CommandError> {
        self.permit_on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.on_annotation_type(caller, id, Command::Activate).await
    }

    pub async fn deactivate_annotation_type(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
    ) -> Result<Receipt, CommandError> {
        self.permit_on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.on_annotation_type(caller, id, Command::Deactivate).await
    }

    /// What a label must satisfy to be of a type.
    pub(crate) async fn spec(&self, id: AnnotationTypeId) -> Result<Spec, CommandError> {
        let found = self.views.annotation_type(id).await?;
        found.map(|line| line.spec).ok_or_else(no_such_type)
    }

    async fn on_annotation_type(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        self.execute::<AnnotationType>(caller, id.uuid(), StreamScope::default(), command).await
    }
}

pub(crate) fn no_such_type() -> CommandError {
    CommandError::invalid("annotation_type", "there is no such annotation type")
}
