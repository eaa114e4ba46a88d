//! Annotation types are the staff's.

use std::collections::{BTreeSet, HashMap};

use domain::{
    AnnotationTypeId, Name, SiteAction,
    annotation_type::{AnnotationType, Command, Spec, TypeDefinition},
};

use projections::Views;

use crate::{
    Caller, CommandError, Receipt, execute::Executor, ids, permit::Permissions, shared::Shared,
    store::StreamScope,
};

/// Defines and changes annotation types.
#[derive(Clone)]
pub struct AnnotationTypes {
    executor: Executor,
    permissions: Permissions,
    views: Views,
}

impl AnnotationTypes {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            views: shared.views.clone(),
        }
    }

    pub async fn define(
        &self,
        caller: Caller,
        definition: TypeDefinition,
    ) -> Result<AnnotationTypeId, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        let id = AnnotationTypeId::new(ids::derive(caller.command, b"annotation_type"));
        self.execute(caller, id, Command::Define(definition)).await?;
        Ok(id)
    }

    pub async fn rename(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        name: Name,
    ) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.execute(caller, id, Command::Rename { name }).await
    }

    pub async fn change(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        allows_blurred: bool,
        allows_concealed: bool,
    ) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.execute(caller, id, Command::Change { allows_blurred, allows_concealed }).await
    }

    pub async fn activate(&self, caller: Caller, id: AnnotationTypeId) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.execute(caller, id, Command::Activate).await
    }

    pub async fn deactivate(&self, caller: Caller, id: AnnotationTypeId) -> Result<Receipt, CommandError> {
        self.permissions.on_site(caller.account, SiteAction::DefineAnnotationTypes).await?;
        self.execute(caller, id, Command::Deactivate).await
    }

    /// What a label must satisfy to be of a type.
    pub(crate) async fn spec(&self, id: AnnotationTypeId) -> Result<Spec, CommandError> {
        let found = self.views.annotation_type(id).await?;
        found.map(|line| line.spec).ok_or_else(no_such_type)
    }

    /// The same of many.
    pub(crate) async fn specs(
        &self,
        ids: BTreeSet<AnnotationTypeId>,
    ) -> Result<HashMap<AnnotationTypeId, Spec>, CommandError> {
        let mut specs = HashMap::new();
        for id in ids {
            specs.insert(id, self.spec(id).await?);
        }
        Ok(specs)
    }

    async fn execute(
        &self,
        caller: Caller,
        id: AnnotationTypeId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        self.executor.execute::<AnnotationType>(caller, id.uuid(), StreamScope::default(), command).await
    }
}

pub(crate) fn no_such_type() -> CommandError {
    CommandError::invalid("annotation_type", "there is no such annotation type")
}
